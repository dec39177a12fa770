import assert from "node:assert/strict";
import fc from "fast-check";
import {
  moveCursor,
  nearestOn,
  onBus,
} from "../../../../webview/views/timeline/commands/move-cursor";
import { busOf } from "../../../../webview/views/timeline/commands/step-commands";
import { anyStep, settings } from "./any-step";

describe("the picked command", () => {
  it("moves the cursor to neighbours, ends, and the other bus, and never out", () => {
    fc.assert(
      fc.property(anyStep, fc.nat(), (step, seed) => {
        const last = step.all.cycles.length - 1;
        const place = seed % (last + 1);
        for (const key of [
          "ArrowLeft",
          "ArrowRight",
          "ArrowUp",
          "ArrowDown",
          "Home",
          "End",
          "n",
          "p",
        ]) {
          const moved = moveCursor(step, place, key);
          assert.ok(moved !== undefined && moved >= 0 && moved <= last, key);
        }
        assert.equal(moveCursor(step, place, "x"), undefined);
        const next = moveCursor(step, place, "n")!;
        const later = [...step.tracks.row.places].find((each) => each > place);
        assert.equal(next, later ?? place);
        for (const bus of ["row", "column"] as const) {
          const other = onBus(step, place, bus);
          if (step.tracks[bus].places.length > 0) assert.equal(busOf(step, other), bus);
          else assert.equal(nearestOn(step, bus, 5), undefined);
        }
      }),
      settings,
    );
  });
});
