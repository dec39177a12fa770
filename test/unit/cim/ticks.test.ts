import assert from "node:assert/strict";
import { detailOfArray, neverWorked } from "../../../src/core/cim/array-detail";
import { comparisonOf, defaultCimConfiguration } from "../../../src/core/cim/configuration";
import type { CimConfiguration } from "../../../src/core/cim/configuration";
import { compareStrategies, type StrategyResult } from "../../../src/core/cim/compare-strategies";
import { blocksByArray } from "../../../src/core/cim/mapping/occupancy";
import { strategies } from "../../../src/core/cim/mapping/options";
import { stepsOfTurn, ticksOf } from "../../../src/core/cim/schedule/ticks";
import { blocksOfStep } from "../../../src/core/cim/schedule/schedule";

const square = (name: string, phase: number, input: string) => {
  return { name, outputs: 64, inputs: 64, phase, input };
};
const layers = [
  square("query", 0, "x"),
  square("key", 0, "x"),
  { name: "up", outputs: 200, inputs: 64, phase: 1, input: "y" },
];

const variants: readonly Partial<CimConfiguration>[] = [
  {},
  { packing: "first-fit", jointInputs: true },
  { packing: "first-fit", shareArrays: true, pairing: "free", skipPadding: true },
];

/** Every strategy under a few options. */
function everyResult(): StrategyResult[] {
  return variants.flatMap((change) => {
    const configuration = { ...defaultCimConfiguration, arraySize: 32, blockSize: 8, ...change };
    return compareStrategies(strategies, comparisonOf(layers, configuration, [8]));
  });
}

describe("ticks of a schedule", () => {
  it("lets every array do one step at a time, in order, and no tick be empty", () => {
    for (const { schedule } of everyResult()) {
      const { count, ofStep } = ticksOf(schedule);
      const last = new Map<number, number>();
      for (let step = 0; step < schedule.length; step++) {
        const before = last.get(schedule.array[step]) ?? -1;
        assert.ok(ofStep[step] > before, `step ${step} comes after the array's last`);
        last.set(schedule.array[step], ofStep[step]);
      }
      assert.deepEqual(
        [...new Set(ofStep)].sort((a, b) => a - b),
        Array.from({ length: count }, (_, tick) => tick),
      );
    }
  });

  it("cuts the schedule into turns of one phase and stage", () => {
    for (const { schedule } of everyResult()) {
      const ticks = ticksOf(schedule);
      const { firstTick, firstStep, phase, stage } = ticks;
      assert.equal(firstTick.at(-1), ticks.count);
      assert.equal(firstStep.at(-1), schedule.length);
      let steps = 0;
      for (let turn = 0; turn < phase.length; turn++) {
        const shown = stepsOfTurn(schedule, ticks, turn);
        for (const tick of shown.tick) {
          assert.ok(tick >= firstTick[turn] && tick < firstTick[turn + 1]);
        }
        for (let step = firstStep[turn]; step < firstStep[turn + 1]; step++) {
          assert.deepEqual(
            [schedule.phase[step], schedule.stage[step]],
            [phase[turn], stage[turn]],
          );
        }
        steps += shown.array.length;
      }
      assert.equal(steps, schedule.length);
    }
  });
});

describe("detail of an array", () => {
  it("holds what the mapping placed there and what the schedule does with it", () => {
    for (const { mapping, schedule, arrays } of everyResult()) {
      const ticks = ticksOf(schedule);
      const byArray = blocksByArray(mapping);
      for (let array = 0; array < arrays; array++) {
        const { blockSize, blocks, steps } = detailOfArray(mapping, schedule, ticks, array);
        const members = byArray.blocks.subarray(byArray.first[array], byArray.first[array + 1]);
        assert.equal(blockSize, mapping.blockSizes[array]);
        for (const name of ["layer", "tile", "block", "rowSlot", "columnSlot"] as const) {
          const placed = Array.from(members, (block) => mapping.blocks[name][block]);
          assert.deepEqual([...blocks[name]], placed);
        }
        const worked = new Map<number, number>();
        for (let step = 0; step < schedule.length; step++) {
          for (const block of blocksOfStep(schedule, step)) worked.set(block, ticks.ofStep[step]);
        }
        const expected = Array.from(members, (block) => worked.get(block) ?? neverWorked);
        assert.deepEqual([...blocks.tick], expected);
        assert.deepEqual(
          new Set(steps.tick),
          new Set(expected.filter((tick) => tick !== neverWorked)),
        );
      }
    }
  });

  it("leaves the cells beyond an edge of Linear empty", () => {
    const [linear] = everyResult();
    const ticks = ticksOf(linear.schedule);
    // 200 outputs in tiles of 32: the last one has 8.
    const { blocks } = detailOfArray(linear.mapping, linear.schedule, ticks, linear.arrays - 1);
    assert.deepEqual([blocks.rows[0], blocks.columns[0]], [32, 8]);
  });
});
