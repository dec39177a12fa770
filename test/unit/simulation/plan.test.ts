import assert from "node:assert/strict";
import { InputError } from "../../../src/core/errors";
import { defaultDevicePreset } from "../../../src/core/memory/device-presets";
import type {
  RunConfiguration,
  SimulationPlan,
} from "../../../src/core/simulation/run/configuration";
import { checkPlan, jobsOf, queryHeadsOf } from "../../../src/core/simulation/run/plan";
import { kvHeadOf, type TraceHeader } from "../../../src/core/trace/trace";

const header: TraceHeader = {
  promptTokens: 90,
  decodeSteps: 10,
  tokens: 100,
  queryHeads: 8,
  kvHeads: 2,
  headDimension: 16,
  softmaxScale: 0.25,
  layers: [
    { id: 1, hasKeys: true, hasValues: true, hasQueries: true, hasSelection: false },
    { id: 7, hasKeys: true, hasValues: false, hasQueries: false, hasSelection: true },
  ],
  hasTokenIds: false,
  hasTokenText: false,
  facts: {},
  unknownTensors: [],
};

const run: RunConfiguration = {
  policy: "starc",
  parameters: {},
  budget: 16,
  placement: "starc",
  device: defaultDevicePreset.name,
  chargeIndex: true,
  chargeClustering: true,
  energyModel: "row-aware",
};

const plan: SimulationPlan = {
  scope: { layers: [1], kvHeads: [0, 1], fromStep: 0, toStep: 10 },
  runs: [run],
};

const withScope = (scope: Partial<SimulationPlan["scope"]>): SimulationPlan => ({
  ...plan,
  scope: { ...plan.scope, ...scope },
});
const withRun = (change: Partial<RunConfiguration>): SimulationPlan => ({
  ...plan,
  runs: [{ ...run, ...change }],
});

describe("a plan", () => {
  it("covers every layer and KV head once", () => {
    const jobs = jobsOf(withScope({ layers: [1, 7] }));
    assert.deepEqual(
      jobs.map(({ layer, kvHead }) => `${layer}/${kvHead}`),
      ["1/0", "1/1", "7/0", "7/1"],
    );
  });

  it("deals every query head to the KV head that it reads", () => {
    const dealt = [0, 1].flatMap((kvHead) => queryHeadsOf(header, kvHead));
    assert.deepEqual(dealt, [0, 1, 2, 3, 4, 5, 6, 7]);
    for (const kvHead of [0, 1]) {
      for (const head of queryHeadsOf(header, kvHead)) assert.equal(kvHeadOf(header, head), kvHead);
    }
  });

  it("is accepted where the trace can serve it", () => {
    checkPlan(header, plan);
    checkPlan(header, { ...withScope({ layers: [7] }), runs: [{ ...run, policy: "recorded" }] });
    checkPlan(header, withRun({ budget: 1_000_000 }));
  });

  const refused: readonly (readonly [string, SimulationPlan, RegExp])[] = [
    ["no layer", withScope({ layers: [] }), /^layers:/],
    ["an unknown layer", withScope({ layers: [2] }), /^layers: .*no layer 2; it has 1, 7/],
    ["no head", withScope({ kvHeads: [] }), /^heads:/],
    ["a head past the last", withScope({ kvHeads: [2] }), /^heads: .*0 \.\. 1/],
    ["a negative head", withScope({ kvHeads: [-1] }), /^heads:/],
    ["a step past the last", withScope({ toStep: 11 }), /^steps:/],
    ["no step", withScope({ fromStep: 4, toStep: 4 }), /^steps:/],
    ["a fractional step", withScope({ fromStep: 0.5 }), /^steps:/],
    ["no run", { ...plan, runs: [] }, /^runs:/],
    ["an unknown policy", withRun({ policy: "x" }), /^policy: "x"/],
    ["an unknown device", withRun({ device: "x" }), /^device: /],
    ["a budget of 0", withRun({ budget: 0 }), /^budget: 0/],
    ["a negative budget", withRun({ budget: -1 }), /^budget: -1/],
    ["a fractional budget", withRun({ budget: 1.5 }), /^budget: 1.5/],
    ["a budget that is no number", withRun({ budget: NaN }), /^budget: NaN/],
    ["queries missing", withScope({ layers: [7] }), /^policy: starc needs queries, .*layer 7/],
    ["a selection missing", withRun({ policy: "recorded" }), /^policy: recorded needs a recorded/],
    ["an unknown parameter", withRun({ parameters: { wings: 2 } }), /^wings: starc has no such/],
    ["a parameter out of range", withRun({ parameters: { denseLayers: -1 } }), /^denseLayers: -1/],
    ["a fractional parameter", withRun({ parameters: { denseLayers: 0.5 } }), /^denseLayers: 0.5/],
  ];
  for (const [what, wrong, message] of refused) {
    it(`is refused by name: ${what}`, () => {
      assert.throws(
        () => checkPlan(header, wrong),
        (error) => error instanceof InputError && message.test(error.message),
      );
    });
  }

  it("is refused plainly for a trace without decode steps, whatever steps it names", () => {
    const prompt = { ...header, decodeSteps: 0, tokens: 90 };
    for (const scope of [{}, { toStep: 0 }, { fromStep: 3, toStep: 4 }]) {
      assert.throws(() => checkPlan(prompt, withScope(scope)), /^InputError: decode_steps: .*none/);
    }
  });
});
