import assert from "node:assert/strict";
import fc from "fast-check";
import type { CommandColumns } from "../../../../src/shared/protocol";
import {
  addressOf,
  describeCommand,
} from "../../../../webview/views/timeline/commands/describe-command";
import { firstFrom, nearest } from "../../../../webview/views/timeline/commands/search";
import { busOf, joinParts } from "../../../../webview/views/timeline/commands/step-commands";
import { longestTable, timelineTable } from "../../../../webview/views/timeline/timeline-table";
import { wholeStep } from "../../../../webview/views/timeline/time-window";
import { anyStep, meaning, settings, unit } from "./any-step";

describe("commands of a step", () => {
  it("finds as a search through everything does", () => {
    const sorted = fc.uniqueArray(fc.integer({ min: 0, max: 100 }), { maxLength: 40 });
    fc.assert(
      fc.property(sorted, fc.integer({ min: -5, max: 105 }), (list, value) => {
        const values = Uint32Array.from(list).sort();
        const plain = values.findIndex((each) => each >= value);
        assert.equal(firstFrom(values, value), plain < 0 ? values.length : plain);
        const at = nearest(values, value);
        if (values.length === 0) assert.equal(at, -1);
        else {
          const least = Math.min(...Array.from(values, (each) => Math.abs(each - value)));
          assert.equal(Math.abs(values[at] - value), least);
        }
      }),
      settings,
    );
  });

  it("splits commands into buses and joins what came in parts", () => {
    fc.assert(
      fc.property(anyStep, fc.integer({ min: 1, max: 50 }), (step, size) => {
        const { row, column } = step.tracks;
        const places = [...row.places, ...column.places].sort((a, b) => a - b);
        assert.deepEqual(
          places,
          Array.from(step.all.cycles, (_, place) => place),
        );
        for (const bus of ["row", "column"] as const) {
          const track = step.tracks[bus];
          track.places.forEach((place, at) => {
            assert.equal(busOf(step, place), bus);
            assert.equal(track.cycles[at], step.all.cycles[place]);
            assert.equal(track.phases[at], step.all.phases[place]);
          });
        }
        const parts: CommandColumns[] = [];
        for (let from = 0; from < step.all.cycles.length; from += size) {
          parts.push({
            cycles: step.all.cycles.slice(from, from + size),
            commands: step.all.commands.slice(from, from + size),
            phases: step.all.phases.slice(from, from + size),
            addresses: step.all.addresses.slice(from, from + size),
          });
        }
        const head = { kind: "commands", length: step.length, meaning } as const;
        assert.deepEqual(joinParts(head, parts), step);
      }),
      settings,
    );
  });

  it("says what a command is, when, and where", () => {
    const all: CommandColumns = {
      cycles: Uint32Array.of(1, 3, 20, 500),
      commands: Uint8Array.of(4, 0, 3, 2),
      phases: Uint8Array.of(0, 2, 2, 6),
      addresses: Uint32Array.of((2 << 25) + 3, 17 << 10, (17 << 10) | (5 << 5), 0),
    };
    const step = joinParts({ kind: "commands", length: 600, meaning }, [all]);
    assert.deepEqual(addressOf(step, 0), { bank: 2 });
    assert.deepEqual(addressOf(step, 1), { row: 17, bank: 0 });
    assert.deepEqual(addressOf(step, 2), { row: 17, column: 5, bank: 0 });
    assert.deepEqual(addressOf(step, 3), {});
    const { title, lines } = describeCommand(step, 2, unit);
    assert.equal(title, "MACAB · Score");
    assert.deepEqual(lines, [
      "At cycle 20, 10\u00a0ns",
      "Row 17, column 5, all 64 banks",
      "Command 3 of 4, column bus",
    ]);
  });

  it("lists what is on screen, at most 200 commands", () => {
    const count = 500;
    const all: CommandColumns = {
      cycles: Uint32Array.from({ length: count }, (_, at) => at * 2),
      commands: new Uint8Array(count).fill(3),
      phases: new Uint8Array(count).fill(2),
      addresses: new Uint32Array(count),
    };
    const step = joinParts({ kind: "commands", length: 1000, meaning }, [all]);
    const whole = timelineTable(step, wholeStep(1000), unit, undefined);
    assert.equal(whole.rows.length, longestTable);
    assert.match(whole.caption, /first 200 of 500/);
    const part = timelineTable(step, [100, 120], unit, 55);
    assert.deepEqual(
      part.rows.map(({ cells }) => cells[0]),
      ["100", "102", "104", "106", "108", "110", "112", "114", "116", "118"],
    );
    assert.deepEqual(
      part.rows.map(({ marked }) => marked),
      part.rows.map((_, index) => index === 5),
    );
  });
});
