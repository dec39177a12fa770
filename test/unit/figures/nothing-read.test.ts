import assert from "node:assert/strict";
import { judgeLimits } from "../../../src/core/experiment/definition/judge-limits";
import { summarise } from "../../../src/core/figures/means";
import { stepColumnNames, stepFigures } from "../../../src/core/figures/step-figures";
import { defaultDevicePreset } from "../../../src/core/memory/device-presets";
import { plainNumerics } from "../../../src/core/policy/head/numerics";
import { resultsCsvParts } from "../../../src/core/report/csv";
import { resultsJsonParts } from "../../../src/core/report/json";
import type { SimulationPlan } from "../../../src/core/simulation/run/configuration";
import { headlineOf } from "../../../src/core/simulation/run/headline";
import type { HeadResult } from "../../../src/core/simulation/run/result";
import { simulateHead } from "../../../src/core/simulation/run/simulate-head";
import { BytesSource } from "../../../src/core/files/bytes-source";
import { openTrace } from "../../../src/core/trace/open-trace";
import { headFigures } from "../../../webview/views/banks/head-figures";
import { randomArrays } from "../../fixtures/policy/random-head";
import { arrayContent, headerFor } from "../../fixtures/trace/array-content";
import { writeTraceBytes } from "../../fixtures/trace/trace-bytes";

const sizes = { promptTokens: 64, decodeSteps: 4, headDimension: 64 };
const { keys, values, queries } = randomArrays({ ...sizes, members: 1, seed: 11 });

/** Four tokens in four of 16 lanes, nothing, eight tokens in eight lanes, nothing. */
const selection = {
  offsets: Float64Array.of(0, 4, 4, 12, 12),
  tokens: Int32Array.from([0, 1, 2, 3, 0, 1, 2, 3, 4, 5, 6, 7]),
};
const emptySteps = [1, 3];

const plan: SimulationPlan = {
  scope: { layers: [0], kvHeads: [0], fromStep: 0, toStep: 4 },
  runs: [
    {
      policy: "recorded",
      parameters: {},
      budget: 4,
      placement: "token-order",
      device: defaultDevicePreset.name,
      chargeIndex: true,
      chargeClustering: true,
      energyModel: "row-aware",
    },
  ],
};

describe("a step that reads nothing", () => {
  let head: HeadResult;

  before(async () => {
    const arrays = { keys: [keys], values: [values], queries, selections: [selection] };
    const header = headerFor(arrays, sizes);
    const bytes = await writeTraceBytes(header, arrayContent(arrays), { dataType: "F32" });
    const trace = await openTrace(new BytesSource("arrays", bytes));
    await simulateHead(trace, plan, { layer: 0, kvHead: 0 }, plainNumerics, {
      shouldStop: () => false,
      onSteps: () => undefined,
      onResults: ([result]) => {
        head = result;
      },
    });
  });

  it("is told of each figure: none of what is counted, and no share of what was not read", () => {
    const others: Readonly<Record<string, number | undefined>> = {
      context: undefined,
      lineUtilisation: NaN,
      imbalance: NaN,
      loadVariation: NaN,
      massKept: 0,
      recall: 0,
      outputError: 1,
    };
    for (const name of stepColumnNames) {
      assert.ok(Object.is(stepFigures[name].ofNothing, name in others ? others[name] : 0), name);
    }
  });

  it("has of every figure what the figure says", () => {
    for (const name of stepColumnNames) {
      const { ofNothing } = stepFigures[name];
      for (const step of emptySteps) {
        const expected = ofNothing ?? sizes.promptTokens + step + 1;
        assert.equal(head.columns[name][step], expected, name);
      }
    }
  });

  it("does not count in the mean of a share or of a spread, but in those of counts and costs", () => {
    const mean = summarise([head]);
    assert.deepEqual([head.columns.imbalance[0], head.columns.imbalance[2]], [4, 2]);
    assert.equal(mean.imbalance, 3);
    assert.equal(mean.lineUtilisation, (4 / 16 + 8 / 16) / 2);
    assert.equal(mean.tokens, 3);
    assert.equal(mean.cycles, (head.columns.cycles[0] + head.columns.cycles[2]) / 4);
    assert.equal(headlineOf(plan, [head], 0)?.imbalance, 3);
  });

  it("keeps no limit that the steps that read cross", () => {
    const limit = { name: "imbalance", column: "imbalance", bound: "at-most", value: 1.6 } as const;
    const { crossed } = judgeLimits([{ ...limit, place: {} }], [[summarise([head])]]);
    assert.deepEqual(
      crossed.map(({ value }) => value),
      [3],
    );
  });

  it("leaves its cells empty in CSV and null in JSON", () => {
    const [header, ...lines] = [...resultsCsvParts(plan.runs, [head])].join("").trim().split("\n");
    const at = header.split(",").indexOf("imbalance");
    assert.deepEqual(
      lines.map((line) => line.split(",")[at]),
      ["4", "", "2", ""],
    );
    const saved = JSON.parse([...resultsJsonParts("trace", plan, [head])].join("")) as {
      readonly heads: readonly { readonly columns: { readonly imbalance: unknown } }[];
    };
    assert.deepEqual(saved.heads[0].columns.imbalance, [4, null, 2, null]);
  });

  it("is told as such on the page", () => {
    const layer = { id: 0, hasKeys: true, hasValues: true, hasQueries: true, hasSelection: true };
    const missing = headFigures(head, 1, layer).filter((figure) => figure.missing !== undefined);
    assert.deepEqual(
      missing.map(({ id, missing: reason }) => [id, reason]),
      ["imbalance", "loadVariation", "wasted", "emptySlots"].map((id) => [id, "nothing was read"]),
    );
  });
});
