import assert from "node:assert/strict";
import fc from "fast-check";
import { defaultDevicePreset } from "../../../src/core/memory/device-presets";
import type {
  RunConfiguration,
  SimulationPlan,
} from "../../../src/core/simulation/run/configuration";
import { fitPlan } from "../../../src/core/simulation/run/fit-plan";
import { checkPlan } from "../../../src/core/simulation/run/plan";
import type { TraceHeader } from "../../../src/core/trace/trace";

function headerOf(change: Partial<TraceHeader>): TraceHeader {
  return {
    promptTokens: 90,
    decodeSteps: 10,
    tokens: 100,
    queryHeads: 8,
    kvHeads: 4,
    headDimension: 16,
    softmaxScale: 0.25,
    layers: [1, 7].map((id) => ({
      id,
      hasKeys: true,
      hasValues: true,
      hasQueries: true,
      hasSelection: false,
    })),
    hasTokenIds: false,
    hasTokenText: false,
    facts: {},
    unknownTensors: [],
    ...change,
  };
}

function runOf(policy: string): RunConfiguration {
  return {
    policy,
    parameters: {},
    budget: 16,
    placement: "token-order",
    device: defaultDevicePreset.name,
    chargeIndex: true,
    chargeClustering: true,
    energyModel: "row-aware",
  };
}

const plan: SimulationPlan = {
  scope: { layers: [7], kvHeads: [0, 1, 2, 3], fromStep: 0, toStep: 10 },
  runs: [runOf("starc"), runOf("full")],
};

const onlyKeys = (id: number) => {
  return { id, hasKeys: true, hasValues: false, hasQueries: false, hasSelection: false };
};

describe("a plan fitted to another trace", () => {
  it("is the plan itself where all of it fits", () => {
    assert.deepEqual(fitPlan(headerOf({}), plan), { plan, misfits: [] });
  });

  it("names what is left out, with what there is instead", () => {
    const lacking = (change: Partial<TraceHeader>) => fitPlan(headerOf(change), plan);
    const noLayer = lacking({ layers: [onlyKeys(2), onlyKeys(3)] });
    assert.equal(noLayer.plan, undefined);
    assert.deepEqual(noLayer.misfits, ["It has no layer 7; it has 2, 3."]);
    const noHead = lacking({ kvHeads: 2 });
    assert.deepEqual(noHead.plan?.scope.kvHeads, [0, 1]);
    assert.deepEqual(noHead.misfits, ["It has no KV head 2, 3; it has 2."]);
    const fewer = lacking({ decodeSteps: 6 });
    assert.equal(fewer.plan?.scope.toStep, 6);
    assert.deepEqual(fewer.misfits, ["It has no steps 6 .. 9; it has 6."]);
    const noQueries = lacking({ layers: [onlyKeys(7)] });
    assert.deepEqual(noQueries.plan?.runs, [runOf("full")]);
    assert.match(noQueries.misfits[0], /^Not STARC .*queries/);
  });

  it("always passes the check, and says something wherever it is not the plan itself", () => {
    const shapes = fc.record({
      kvHeads: fc.integer({ min: 1, max: 6 }),
      decodeSteps: fc.integer({ min: 0, max: 14 }),
      layers: fc.subarray([onlyKeys(1), ...headerOf({}).layers.slice(1)]),
    });
    fc.assert(
      fc.property(shapes, (shape) => {
        const header = headerOf({ ...shape, queryHeads: 2 * shape.kvHeads });
        const { plan: fitted, misfits } = fitPlan(header, plan);
        if (fitted) checkPlan(header, fitted);
        const isSame = JSON.stringify(fitted) === JSON.stringify(plan);
        assert.equal(misfits.length === 0, isSame);
      }),
      { seed: 31, numRuns: 200 },
    );
  });
});
