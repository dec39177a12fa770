import assert from "node:assert/strict";
import { compareStrategies, type StrategyResult } from "../../../src/core/cim/compare-strategies";
import { defaultCostOptions } from "../../../src/core/cim/cost/options";
import { defaultCimPreset } from "../../../src/core/cim/cost/presets";
import { defaultMappingOptions, strategies } from "../../../src/core/cim/mapping/options";
import { cimModels, findCimModel } from "../../../src/core/cim/models/transformers";
import { denseParameters, flopReduction } from "../../../src/core/cim/models/work";
import { defaultScheduleOptions } from "../../../src/core/cim/schedule/schedule";
import { InputError } from "../../../src/core/errors";

/** m = 256, b the root of n, L and R in arrays of their own, feed-forward weights padded. */
const known = {
  "bert-large": {
    dense: 301_989_888,
    linear: 4608,
    sparse: 2304,
    densest: 576,
    monarch: 31_457_280,
    utilisation: "83.3",
    flops: "5.78",
  },
  "gpt-2-medium": {
    dense: 301_989_888,
    linear: 4608,
    sparse: 2304,
    densest: 576,
    monarch: 31_457_280,
    utilisation: "83.3",
    flops: "4.31",
  },
  "bart-large": {
    dense: 352_321_536,
    linear: 5376,
    sparse: 2688,
    densest: 672,
    monarch: 34_603_008,
    utilisation: "78.6",
    flops: "3.89",
  },
};

describe("the models of the published evaluation", () => {
  for (const [name, expected] of Object.entries(known)) {
    describe(name, () => {
      const model = findCimModel(name);
      let results: readonly StrategyResult[] = [];
      before(() => {
        results = compareStrategies(strategies, {
          layers: model.layers,
          mapping: defaultMappingOptions,
          schedule: defaultScheduleOptions,
          preset: defaultCimPreset,
          cost: defaultCostOptions,
          adcs: [8],
        });
      });

      it("has the parameters and takes the arrays that its layers make", () => {
        const [linear, sparse, dense] = results;
        assert.equal(denseParameters(model.layers), expected.dense);
        assert.equal(linear.arrays, expected.linear);
        assert.equal(sparse.arrays, expected.sparse);
        assert.equal(dense.arrays, expected.densest);
        assert.equal(linear.storedParameters, expected.dense);
        assert.equal(sparse.storedParameters, expected.monarch);
        assert.equal(dense.storedParameters, expected.monarch);
        assert.equal((100 * dense.utilisation).toFixed(1), expected.utilisation);
        assert.equal(linear.utilisation, 1);
        assert.equal(flopReduction(model, dense.storedParameters).toFixed(2), expected.flops);
      });

      it("is compared with Linear, which is as good as itself", () => {
        assert.deepEqual(
          results.map(({ strategy }) => strategy),
          strategies,
        );
        const [{ speedup, energyGain }] = results[0].results;
        assert.deepEqual([speedup, energyGain], [1, 1]);
      });
    });
  }

  it("are all there, each layer with a name of its own", () => {
    assert.deepEqual(cimModels.map(({ name }) => name).sort(), Object.keys(known).sort());
    for (const { layers } of cimModels) {
      assert.equal(new Set(layers.map(({ name }) => name)).size, layers.length);
    }
  });

  it("let Q, K and V of one input work at the same time", () => {
    const { layers } = findCimModel("bert-large");
    const [query, key, value, output] = layers;
    assert.deepEqual([query.phase, key.phase, value.phase, output.phase], [0, 0, 0, 1]);
    assert.deepEqual([key.input, value.input], [query.input, query.input]);
    assert.notEqual(output.input, query.input);
  });

  it("let the decoder's cross-attention read the encoder's output", () => {
    const { layers } = findCimModel("bart-large");
    const cross = layers.filter(({ name }) => name.startsWith("decoder.0.cross-attention"));
    assert.deepEqual(
      cross.map(({ input }) => input),
      [
        "decoder 0 attended",
        "encoder output",
        "encoder output",
        "decoder.0.cross-attention context",
      ],
    );
  });

  it("are known by name only", () =>
    assert.throws(
      () => findCimModel("bert-huge"),
      (error) => error instanceof InputError && error.field === "model",
    ));
});
