import assert from "node:assert/strict";
import fc from "fast-check";
import { areaTable } from "../../../../webview/views/timeline/area-table";
import { areaSums } from "../../../../webview/views/timeline/commands/area-sums";
import type { StepCommands } from "../../../../webview/views/timeline/commands/step-commands";
import { MeasuredArea } from "../../../../webview/views/timeline/measured-area";
import { cyclesOfArea, isFilled } from "../../../../webview/views/timeline/timeline-content";
import { wholeStep, type TimeWindow } from "../../../../webview/views/timeline/time-window";
import { anyStep, settings } from "./any-step";
import { contentOf, laneOf } from "./lanes";

const anyArea = fc.tuple(fc.nat(4000), fc.nat(4000));

describe("a measured area", () => {
  it("sums up what a walk through its cycles finds", () => {
    fc.assert(
      fc.property(anyStep, anyArea, (step, [one, other]) => {
        const area: TimeWindow = [Math.min(one, other), Math.max(one, other)];
        assert.deepEqual(areaSums(step, area), plainSums(step, area));
      }),
      settings,
    );
  });

  it("adds up over areas that follow each other, to all commands and cycles of the step", () => {
    fc.assert(
      fc.property(anyStep, fc.nat(4000), (step, cut) => {
        const [start, end] = wholeStep(step.length);
        const at = Math.min(end, cut);
        const [whole, left, right] = [
          areaSums(step, [start, end]),
          areaSums(step, [start, at]),
          areaSums(step, [at, end]),
        ];
        for (const sums of ["commands", "cycles"] as const) {
          assert.deepEqual(
            whole[sums],
            left[sums].map((value, phase) => value + right[sums][phase]),
          );
        }
        const all = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);
        assert.equal(all(whole.commands), step.all.cycles.length);
        assert.equal(all(whole.cycles), end - step.all.cycles[0]);
      }),
      settings,
    );
  });

  it("covers the same time in every lane, whatever its clock", () => {
    fc.assert(
      fc.property(anyStep, anyStep, fc.constantFrom(0.5, 1, 2), (first, second, pace) => {
        const lanes = [laneOf(first), laneOf(second, { pace, name: "other" })].filter(isFilled);
        const content = contentOf(lanes, null);
        for (const lane of lanes) {
          const [from, to] = cyclesOfArea(lane, [0, content.length + 1]);
          assert.equal(from, 0);
          assert.equal(to, wholeStep(lane.commands.length)[1]);
        }
        const table = areaTable(content, [0, content.length + 1]);
        assert.deepEqual(
          table.rows.map(({ head }) => head),
          ["STARC", "other"],
        );
        for (const { cells } of table.rows) assert.equal(cells.length, table.columns.length - 1);
      }),
      { ...settings, numRuns: 60 },
    );
  });

  it("reaches from where it was started to wherever the cursor goes, until it is let go", () => {
    const measured = new MeasuredArea();
    assert.equal(measured.letGo(), false);
    measured.reachTo(7);
    assert.equal(measured.area, undefined);
    measured.start(10);
    measured.reachTo(4.5);
    assert.deepEqual([measured.area, measured.isOpen], [[4, 10], true]);
    measured.reachTo(12);
    assert.deepEqual(measured.area, [10, 12]);
    measured.between(30.2, 20.7);
    assert.deepEqual([measured.area, measured.isOpen], [[20, 31], false]);
    measured.reachTo(90);
    assert.deepEqual(measured.area, [20, 31]);
    assert.equal(measured.letGo(), true);
    assert.equal(measured.area, undefined);
  });
});

describe("a measured area of a step that was longer", () => {
  it("is moved into the one that is shown", () => {
    const measured = new MeasuredArea();
    measured.between(20, 31);
    measured.fit(26);
    assert.deepEqual(measured.area, [11, 27]);
  });
});

/** Cycle by cycle: which commands are issued in it, and which was issued last. */
function plainSums({ all, length }: StepCommands, [from, to]: TimeWindow) {
  const commands = Array<number>(7).fill(0);
  const cycles = Array<number>(7).fill(0);
  for (let cycle = from; cycle < Math.min(to, length + 1); cycle++) {
    const issued = [...all.cycles.keys()].filter((at) => all.cycles[at] === cycle);
    for (const at of issued) commands[all.phases[at]]++;
    const last = [...all.cycles.keys()].filter((at) => all.cycles[at] <= cycle).at(-1);
    if (last !== undefined) cycles[all.phases[last]]++;
  }
  return { commands, cycles };
}
