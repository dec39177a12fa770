import assert from "node:assert/strict";
import fc from "fast-check";
import { RunMeans } from "../../../src/core/figures/means";
import { loadColumnNames } from "../../../src/core/figures/load-figures";
import { stepColumnNames } from "../../../src/core/figures/step-figures";
import type { HeadResult } from "../../../src/core/simulation/run/result";
import { summarise } from "../../../src/core/figures/means";

const figures = fc.array(fc.oneof(fc.double({ min: 0, max: 1 }), fc.constant(NaN)), {
  minLength: 3,
  maxLength: 3,
});

function headOf(values: readonly number[], queryHead: number): HeadResult {
  const columns = stepColumnNames.map((name, at) => [
    name,
    Float64Array.from(values, (x) => x * at),
  ]);
  const loads = loadColumnNames.map((name) => [name, new Float32Array(48)]);
  return {
    run: 0,
    layer: queryHead % 2,
    kvHead: queryHead,
    queryHead,
    fromStep: 0,
    steps: 3,
    columns: Object.fromEntries(columns) as HeadResult["columns"],
    unitsPerChannel: 16,
    loads: Object.fromEntries(loads) as HeadResult["loads"],
  };
}

describe("means of a run", () => {
  it("are the same to the last bit in whatever order heads come, together or one by one", () => {
    const heads = fc.array(figures, { minLength: 1, maxLength: 9 }).map((all) => all.map(headOf));
    const orders = heads.chain((all) =>
      fc.tuple(
        fc.constant(all),
        fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length }),
      ),
    );
    const check = ([all, shuffled]: readonly [HeadResult[], HeadResult[]]) => {
      const expected = summarise(all);
      assert.deepEqual(summarise(shuffled), expected);
      const means = new RunMeans();
      const ordered = [...all].sort((a, b) => a.layer - b.layer || a.queryHead - b.queryHead);
      for (const head of ordered) means.add(head);
      assert.deepEqual(means.summary(), expected);
    };
    fc.assert(fc.property(orders, check), { seed: 6, numRuns: 300 });
  });
});
