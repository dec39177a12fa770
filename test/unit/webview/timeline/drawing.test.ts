import assert from "node:assert/strict";
import fc from "fast-check";
import type { CommandColumns } from "../../../../src/shared/protocol";
import { paper } from "../../../../webview/parts/export/paper";
import { joinParts } from "../../../../webview/views/timeline/commands/step-commands";
import { drawTimeline } from "../../../../webview/views/timeline/picture/timeline-drawing";
import { readXml } from "../export/read-xml";
import { meaning, unit } from "./any-step";
import { contentOf, laneOf } from "./lanes";

function numbersOf(body: string, pattern: RegExp): number[] {
  return [...body.matchAll(pattern)].map(([, number]) => Number(number));
}

describe("an exported timeline", () => {
  const count = 1200;
  const all: CommandColumns = {
    cycles: Uint32Array.from({ length: count }, (_, at) => 30 * at),
    commands: Uint8Array.from({ length: count }, (_, at) => [0, 1, 3][at % 3]),
    phases: Uint8Array.from({ length: count }, (_, at) => [1, 2, 4][at % 3]),
    addresses: Uint32Array.from({ length: count }, () => 417 << 10),
  };
  const commands = joinParts({ kind: "commands", length: 30 * count, meaning }, [all]);
  const lanes = [
    laneOf(commands, { name: `<script>alert("1")</script>&amp;` }),
    laneOf(undefined, { name: "Quest", note: "Nothing is read." }),
    laneOf(commands, { name: "Full" }),
  ];

  it("names its runs, phases, buses and times, whatever is in view", () => {
    const units = fc.constantFrom(unit, { unit: "ns", length: 0.5, nanoseconds: 0.5 } as const);
    const windows = fc.tuple(fc.nat(30000), fc.integer({ min: 16, max: 36000 }));
    fc.assert(
      fc.property(units, windows, (axis, [from, size]) => {
        const content = { ...contentOf(lanes, [from, from + size]), unit: axis };
        const { body, height } = drawTimeline("step", content);
        readXml(body);
        for (const text of ["Score", "Context", "row", "column", "Quest", "Nothing is read"]) {
          assert.ok(body.includes(text), text);
        }
        // What begins before the window or ends after it is cut off.
        const lefts = numbersOf(body, /<g transform="translate\(([\d.]+) 0\)"><svg /g);
        const widths = numbersOf(body, /<svg x="0" y="0" width="([\d.]+)"/g);
        assert.deepEqual([new Set(lefts).size, lefts.length], [1, lanes.length]);
        assert.ok(lefts[0] > 0 && lefts[0] + widths[0] <= paper.width);
        assert.ok(height > 200);
      }),
      { seed: 81, numRuns: 60 },
    );
  });

  it("shows every command by name where there is room, an activate with its row", () => {
    const { body } = drawTimeline("step", contentOf(lanes, [0, 200]));
    for (const name of ["ACTAB row 417", "PREA", "MACAB"]) {
      assert.ok(body.includes(`>${name}</text>`), name);
    }
    const narrow = drawTimeline("step", contentOf(lanes, [0, 500])).body;
    assert.ok(narrow.includes(">ACTAB</text>") && !narrow.includes("row 417"));
  });
});
