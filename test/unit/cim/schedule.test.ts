import assert from "node:assert/strict";
import fc from "fast-check";
import { mapLayers } from "../../../src/core/cim/mapping/map-layers";
import { defaultMappingOptions, type MappingOptions } from "../../../src/core/cim/mapping/options";
import { checkSchedule } from "../../../src/core/cim/schedule/check-schedule";
import { planSchedule } from "../../../src/core/cim/schedule/plan-schedule";
import {
  blocksOfStep,
  defaultScheduleOptions,
  type Schedule,
} from "../../../src/core/cim/schedule/schedule";
import { anyLayers, anyMappingOptions, layer } from "../../fixtures/cim/linear-layers";

const dense: MappingOptions = { ...defaultMappingOptions, strategy: "dense" };
const attention = ["query", "key", "value"].map((name) => layer(1024, 1024, { name }));

describe("a schedule", () => {
  it("works on every block once and has no conflict, whatever is mapped", () => {
    fc.assert(
      fc.property(anyLayers, anyMappingOptions, fc.boolean(), (layers, options, jointInputs) => {
        const mapping = mapLayers(layers, options);
        const schedule = planSchedule(mapping, { ...defaultScheduleOptions, jointInputs });
        checkSchedule(mapping, schedule);
        assert.deepEqual(
          schedule.blocks.toSorted(),
          Uint32Array.from({ length: mapping.blocks.length }, (_, i) => i),
        );
        for (let step = 0; step < schedule.length; step++) {
          const first = schedule.firstBlock[step];
          const own = schedule.blockColumns.subarray(first, schedule.firstBlock[step + 1]);
          assert.equal(
            schedule.columns[step],
            own.reduce((sum, count) => sum + count),
          );
        }
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  it("without padding leaves out only what carries nothing, and never costs more", () => {
    fc.assert(
      fc.property(
        anyLayers,
        anyMappingOptions,
        fc.boolean(),
        (layers, options, inputPermutation) => {
          const mapping = mapLayers(layers, options);
          const plain = { ...defaultScheduleOptions, inputPermutation };
          const whole = planSchedule(mapping, plain);
          const less = planSchedule(mapping, { ...plain, skipPadding: true });
          const sum = (values: Uint32Array) => values.reduce((total, value) => total + value, 0);
          assert.ok(sum(less.columns) <= sum(whole.columns));
          assert.ok(sum(less.rows) <= sum(whole.rows));
          const left = new Set(less.blocks);
          const { blocks, grids } = mapping;
          for (let i = 0; i < blocks.length; i++) {
            const { inputs, outputs, order, tileRows, tileColumns } = grids[blocks.layer[i]];
            const isWhole = inputs === tileColumns * order && outputs === tileRows * order;
            assert.ok(left.has(i) || !isWhole);
          }
        },
      ),
      { seed: 2, numRuns: 200 },
    );
  });

  it("of Linear and SparseMap is one step per array, all rows and columns at once", () => {
    for (const strategy of ["linear", "sparse"] as const) {
      const mapping = mapLayers([layer(1024, 1024)], { ...dense, strategy });
      const schedule = planSchedule(mapping, defaultScheduleOptions);
      assert.equal(schedule.length, mapping.blockSizes.length);
      assert.ok(schedule.rows.every((rows) => rows === 256));
      assert.ok(schedule.columns.every((columns) => columns === 256));
    }
  });

  it("of DenseMap is one row slot and one column slot a step, g steps a diagonal", () => {
    const mapping = mapLayers([layer(1024, 1024)], dense);
    const schedule = planSchedule(mapping, defaultScheduleOptions);
    assert.equal(schedule.length, 2 * 4 * 8, "2 factors of 4 diagonals of 8 blocks");
    assert.ok(schedule.rows.every((rows) => rows === 32));
    assert.ok(schedule.columns.every((columns) => columns === 32));
    const { diagonal } = mapping.blocks;
    const indices = Array.from(schedule.blocks.subarray(0, 32), (block) => diagonal[block]);
    assert.deepEqual(
      indices,
      [0, 1, 2, 3].flatMap((index) => new Array<number>(8).fill(index)),
    );
  });

  it("reads Q, K and V of one input in one step where they lie in one array", () => {
    const mapping = mapLayers(attention, { ...dense, packing: "first-fit" });
    const apart = planSchedule(mapping, defaultScheduleOptions);
    const joint = planSchedule(mapping, { ...defaultScheduleOptions, jointInputs: true });
    const total = ({ columns }: Schedule) => columns.reduce((sum, value) => sum + value);
    assert.equal(total(joint), total(apart), "no conversion is saved");
    assert.equal(apart.length, 2 * 3 * 32);
    // Of 12 groups of R 8 lie in one array: Q, K, V twice and Q, K once; then V, and Q, K, V.
    assert.equal(joint.length, 3 * 32 + (3 + 1 + 1) * 8);
    assert.ok(joint.columns.some((columns) => columns === 3 * 32));
    assert.ok(joint.rows.every((rows) => rows === 32));
  });

  it("follows phases, then stages, then arrays", () => {
    fc.assert(
      fc.property(anyLayers, anyMappingOptions, (layers, options) => {
        const { length, phase, stage, array } = planSchedule(
          mapLayers(layers, options),
          defaultScheduleOptions,
        );
        for (let i = 1; i < length; i++) {
          const order =
            phase[i] - phase[i - 1] || stage[i] - stage[i - 1] || array[i] - array[i - 1];
          assert.ok(order >= 0);
        }
      }),
      { seed: 3, numRuns: 100 },
    );
  });
});

describe("a conflict is found:", () => {
  const mapping = mapLayers(attention, { ...dense, packing: "first-fit" });
  const schedule = planSchedule(mapping, defaultScheduleOptions);

  /** The schedule with these blocks in its first step instead of its own. */
  function withFirstStep(blocks: number[]): Schedule {
    const rest = schedule.blocks.subarray(schedule.firstBlock[1]);
    const more = blocks.length - schedule.firstBlock[1];
    return {
      ...schedule,
      blocks: Uint32Array.of(...blocks, ...rest),
      firstBlock: schedule.firstBlock.map((first, step) => (step === 0 ? 0 : first + more)),
    };
  }
  const find = (wanted: { layer?: number; row?: number; column?: number; diagonal?: number }) => {
    const { blocks } = mapping;
    return Array.from({ length: blocks.length }, (_, i) => i).find(
      (i) =>
        blocks.array[i] === 0 &&
        blocks.layer[i] === (wanted.layer ?? blocks.layer[i]) &&
        blocks.rowSlot[i] === (wanted.row ?? blocks.rowSlot[i]) &&
        blocks.columnSlot[i] === (wanted.column ?? blocks.columnSlot[i]) &&
        blocks.diagonal[i] === (wanted.diagonal ?? blocks.diagonal[i]),
    )!;
  };

  it("two row slots whose columns cross in other blocks", () =>
    assert.throws(
      () =>
        checkSchedule(
          mapping,
          withFirstStep([find({ row: 0, diagonal: 0 }), find({ row: 1, diagonal: 0 })]),
        ),
      /cross in block/,
    ));

  it("a column slot that is read for two blocks", () =>
    assert.throws(
      () =>
        checkSchedule(
          mapping,
          withFirstStep([find({ row: 0, column: 3 }), find({ row: 1, column: 3 })]),
        ),
      /column slot 3 is read for two blocks/,
    ));

  it("a row slot that needs two inputs", () =>
    assert.throws(
      () =>
        checkSchedule(
          mapping,
          withFirstStep([find({ row: 0, diagonal: 0 }), find({ row: 0, diagonal: 3 })]),
        ),
      /row slot 0 needs two inputs/,
    ));

  it("blocks of two arrays", () => {
    const elsewhere = mapping.blocks.array.findIndex((array) => array !== 0);
    assert.throws(() => checkSchedule(mapping, withFirstStep([elsewhere])), /another array/);
  });

  it("but not in the steps themselves", () => {
    const own = [...blocksOfStep(schedule, 0)];
    checkSchedule(mapping, withFirstStep(own));
  });
});
