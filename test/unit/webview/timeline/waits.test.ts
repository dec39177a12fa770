import assert from "node:assert/strict";
import fc from "fast-check";
import {
  longestWaits,
  nextLongWait,
} from "../../../../webview/views/timeline/commands/longest-waits";
import type { StepCommands } from "../../../../webview/views/timeline/commands/step-commands";
import { anyStep, settings } from "./any-step";

/** Every command with the cycles to the next one, longest first. */
function sorted({ all: { cycles }, length }: StepCommands): { place: number; wait: number }[] {
  return Array.from(cycles, (cycle, place) => {
    const next = place + 1 < cycles.length ? cycles[place + 1] : length;
    return { place, wait: next - cycle };
  }).sort((a, b) => b.wait - a.wait || a.place - b.place);
}

describe("the longest waits of the buses", () => {
  it("are what sorting all of them gives", () => {
    fc.assert(
      fc.property(anyStep, (step) => {
        const waits = longestWaits(step);
        const all = sorted(step).map(({ place }) => place);
        assert.deepEqual(waits, all.slice(0, waits.length));
        assert.equal(waits.length, Math.min(16, all.length));
      }),
      settings,
    );
  });

  it("are gone through one after the other, and then again from the longest", () => {
    fc.assert(
      fc.property(anyStep, (step) => {
        const waits = longestWaits(step);
        const seen: (number | undefined)[] = [];
        let cursor: number | undefined;
        for (let press = 0; press <= waits.length; press++) {
          cursor = nextLongWait(step, cursor);
          seen.push(cursor);
        }
        assert.deepEqual(seen, [...waits, waits[0]]);
      }),
      settings,
    );
  });
});
