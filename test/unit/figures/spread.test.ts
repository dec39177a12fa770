import assert from "node:assert/strict";
import { spreadOf } from "../../../src/core/figures/spread";

describe("the spread of a load", () => {
  it("of an even load are perfect", () => {
    const values = Float32Array.of(3, 3, NaN, 3);
    const { count, imbalance, variation } = spreadOf(values);
    assert.deepEqual({ count, imbalance, variation }, { count: 3, imbalance: 1, variation: 0 });
  });

  it("of one hot bank among n are n and the square root of n - 1", () => {
    for (const n of [2, 5, 64]) {
      const values = new Float32Array(n);
      values[1] = 10;
      const { imbalance, variation } = spreadOf(values);
      assert.ok(Math.abs(imbalance - n) < 1e-9);
      assert.ok(Math.abs(variation - Math.sqrt(n - 1)) < 1e-9);
    }
  });

  it("do not exist without a load", () => {
    for (const values of [new Float32Array(0), Float32Array.of(NaN), new Float32Array(4)]) {
      const statistics = spreadOf(values);
      assert.ok(Number.isNaN(statistics.imbalance) && Number.isNaN(statistics.variation));
    }
  });
});
