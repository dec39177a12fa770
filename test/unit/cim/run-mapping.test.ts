import assert from "node:assert/strict";
import fc from "fast-check";
import type { LayerWeight } from "../../fixtures/cim/execute/layer-weight";
import { multiplyDenseWeight, multiplyMonarchWeight } from "../../fixtures/cim/execute/products";
import { runMapping } from "../../fixtures/cim/execute/run-mapping";
import { wireTiles } from "../../fixtures/cim/execute/wiring";
import type { LinearLayer } from "../../../src/core/cim/mapping/linear-layer";
import { mapLayers } from "../../../src/core/cim/mapping/map-layers";
import type { Mapping } from "../../../src/core/cim/mapping/mapping";
import {
  defaultMappingOptions,
  packings,
  pairings,
  strategies,
  type MappingOptions,
} from "../../../src/core/cim/mapping/options";
import type { MonarchWeight } from "../../../src/core/cim/monarch/weight";
import { planSchedule } from "../../../src/core/cim/schedule/plan-schedule";
import { defaultScheduleOptions } from "../../../src/core/cim/schedule/schedule";
import { InputError } from "../../../src/core/errors";
import { anyLayers, anyMappingOptions, layer } from "../../fixtures/cim/linear-layers";
import { plainWeightMatrix, relativeError } from "../../fixtures/cim/plain-monarch";
import { randomDense, randomMonarchWeight, randomVector } from "../../fixtures/cim/random-weights";

/** Random weights of the kind and shape that a mapping holds. */
function weightsFor({ grids }: Mapping, inputPermutation: boolean, seed: number): LayerWeight[] {
  return grids.map(({ stages, outputs, inputs, blockSize }, index) =>
    stages === 1
      ? randomDense(outputs, inputs, seed + index)
      : randomMonarchWeight(outputs, inputs, blockSize, inputPermutation, seed + index),
  );
}

/** The same vector for layers that read the same input. */
function inputsFor(layers: readonly LinearLayer[], seed: number): Float64Array[] {
  const names = [...new Set(layers.map(({ input }) => input))];
  return layers.map(({ inputs, input }) => randomVector(inputs, seed + names.indexOf(input)));
}

function product(weight: LayerWeight, x: Float64Array): Float64Array {
  return "tiles" in weight ? multiplyMonarchWeight(weight, x) : multiplyDenseWeight(weight, x);
}

const scheduleOptions = fc.record({
  jointInputs: fc.boolean(),
  skipPadding: fc.boolean(),
  inputPermutation: fc.boolean(),
});

describe("mapped arrays, run step by step, give M x", () => {
  it("for any layers together, however they are packed and scheduled", () => {
    const seed = fc.integer({ min: 0, max: 1e6 });
    fc.assert(
      fc.property(
        anyLayers,
        anyMappingOptions,
        scheduleOptions,
        seed,
        (layers, options, plan, start) => {
          const mapping = mapLayers(layers, options);
          const schedule = planSchedule(mapping, plan);
          const weights = weightsFor(mapping, plan.inputPermutation, start);
          const inputs = inputsFor(layers, start);
          const outputs = runMapping(mapping, schedule, weights, inputs);
          for (const [index, y] of outputs.entries()) {
            const error = relativeError(y, product(weights[index], inputs[index]));
            assert.ok(error < 1e-12, `${error} in layer ${index}`);
          }
        },
      ),
      { seed: 1, numRuns: 500 },
    );
  });

  for (const n of [16, 64, 256, 1024]) {
    for (const arraySize of [8, 16, 32, 64, 128, 256]) {
      const blockSize = Math.sqrt(n);
      if (arraySize % blockSize !== 0) continue;
      for (const strategy of strategies) {
        it(`n = ${n}, m = ${arraySize}, ${strategy}`, () => {
          fc.assert(
            fc.property(
              fc.record({
                packing: fc.constantFrom(...packings),
                shareArrays: fc.boolean(),
                pairing: fc.constantFrom(...pairings),
              }),
              scheduleOptions,
              fc.integer({ min: 0, max: 1e6 }),
              (packing, plan, seed) => {
                const weight = randomMonarchWeight(n, n, blockSize, plan.inputPermutation, seed);
                const x = randomVector(n, seed + 1);
                const y = runOne(weight, x, { ...packing, strategy, arraySize }, plan);
                assert.ok(relativeError(y, multiplyMonarchWeight(weight, x)) < 1e-5);
              },
            ),
            { seed: 2, numRuns: n === 1024 ? 3 : 10 },
          );
        });
      }
    }
  }

  /** Linear runs the entries of M, the others its factors. */
  function runOne(
    weight: MonarchWeight,
    x: Float64Array,
    options: Partial<MappingOptions> & Pick<MappingOptions, "strategy">,
    plan = defaultScheduleOptions,
  ): Float64Array {
    const { outputs, inputs } = weight.shape;
    const mapping = mapLayers([layer(outputs, inputs)], { ...defaultMappingOptions, ...options });
    const asStored: LayerWeight =
      options.strategy === "linear"
        ? { name: "M", outputs, inputs, values: plainWeightMatrix(weight) }
        : weight;
    return runMapping(mapping, planSchedule(mapping, plan), [asStored], [x])[0];
  }
});

describe("the turn of a diagonal", () => {
  const options: MappingOptions = { ...defaultMappingOptions, strategy: "dense", arraySize: 32 };
  const ring = 4;
  const weight = randomMonarchWeight(64, 64, 8, false, 3);
  const x = randomVector(64, 4);
  const expected = multiplyMonarchWeight(weight, x);
  const run = (mapping: Mapping, programmed: MonarchWeight) =>
    runMapping(mapping, planSchedule(mapping, defaultScheduleOptions), [programmed], [x])[0];

  it("of both factors is undone by one order of rows and columns where their indices are opposite", () => {
    const mapping = mapLayers([layer(64, 64)], options);
    assert.ok(mapping.blocks.diagonal.some((index) => index > 0));
    const [{ rightSlot, leftSlot }] = wireTiles(mapping, 0);
    assert.deepEqual(rightSlot, leftSlot);
    assert.ok(relativeError(run(mapping, weight), expected) < 1e-12);
  });

  it("is a turn of slots within the ring, by the index of the diagonal", () => {
    const mapping = mapLayers([layer(64, 64)], { ...options, pairing: "free", shareArrays: true });
    const [{ rightSlot, leftSlot }] = wireTiles(mapping, 0);
    assert.notDeepEqual(rightSlot, leftSlot);
    const { blocks } = mapping;
    for (let i = 0; i < blocks.length; i++) {
      const slots = blocks.stage[i] === 0 ? rightSlot : leftSlot;
      const turn = blocks.stage[i] === 0 ? blocks.diagonal[i] : ring - blocks.diagonal[i];
      const block = blocks.block[i];
      assert.equal(slots[block], block - (block % ring) + ((block + turn) % ring));
    }
  });

  it("would not cancel by opposite indices alone: P makes a turn inside the blocks of it", () => {
    const mapping = mapLayers([layer(64, 64)], options);
    const [{ rightSlot }] = wireTiles(mapping, 0);
    assert.ok(relativeError(run(mapping, undone(weight, rightSlot)), expected) > 0.1);
  });

  /** Weights that end up in natural order when they are programmed in the order of the slots. */
  function undone({ shape, tiles: [monarch] }: MonarchWeight, slots: Uint32Array): MonarchWeight {
    const { blockSize: b } = monarch;
    const left = new Float64Array(b ** 3);
    const right = new Float64Array(b ** 3);
    for (let block = 0; block < b; block++) {
      for (let i = 0; i < b; i++) {
        for (let j = 0; j < b; j++) {
          left[(block * b + i) * b + j] = monarch.left[(block * b + i) * b + slots[j]];
          right[(block * b + i) * b + j] = monarch.right[(block * b + slots[i]) * b + j];
        }
      }
    }
    return { shape, tiles: [{ ...monarch, left, right }] };
  }
});

describe("what does not belong to a mapping is refused:", () => {
  const dense = mapLayers([layer(16, 16)], { ...defaultMappingOptions, strategy: "dense" });
  const linear = mapLayers([layer(16, 16)], { ...defaultMappingOptions, strategy: "linear" });
  const refuse = (
    mapping: Mapping,
    weights: LayerWeight[],
    inputs: Float64Array[],
    reason: RegExp,
  ) =>
    assert.throws(
      () => runMapping(mapping, planSchedule(mapping, defaultScheduleOptions), weights, inputs),
      (error) => error instanceof InputError && reason.test(error.message),
    );
  const x = randomVector(16, 1);
  const factors = randomMonarchWeight(16, 16, 4, false, 1);

  it("dense weights for factors", () =>
    refuse(dense, [randomDense(16, 16, 1)], [x], /dense needs Monarch factors/));
  it("factors for dense weights", () =>
    refuse(linear, [factors], [x], /linear needs a dense weight/));
  it("another shape", () => refuse(linear, [randomDense(16, 15, 1)], [x], /another shape/));
  it("another block size", () =>
    refuse(dense, [randomMonarchWeight(16, 16, 2, false, 1)], [x], /block size than the mapping/));
  it("another form than the schedule's", () =>
    refuse(dense, [randomMonarchWeight(16, 16, 4, true, 1)], [x], /of the form P L P R$/));
  it("too few weights", () => refuse(dense, [], [x], /0 for 1 layers/));
  it("an input of another length", () =>
    refuse(dense, [factors], [randomVector(15, 1)], /input of 15 instead of 16 values/));
});
