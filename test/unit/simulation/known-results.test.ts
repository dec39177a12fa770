import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { defaultDevicePreset } from "../../../src/core/memory/device-presets";
import type {
  RunConfiguration,
  SimulationPlan,
} from "../../../src/core/simulation/run/configuration";
import { partOfPlan } from "../../../src/core/simulation/run/known-results";
import type { HeadResult } from "../../../src/core/simulation/run/result";

const run = (budget: number): RunConfiguration => ({
  policy: "starc",
  parameters: { denseLayers: 0, other: 1 },
  budget,
  placement: "starc",
  device: defaultDevicePreset.name,
  chargeIndex: true,
  chargeClustering: true,
  energyModel: "row-aware",
});

const plan: SimulationPlan = {
  scope: { layers: [0, 2], kvHeads: [0, 1, 3], fromStep: 2, toStep: 5 },
  runs: [run(16), run(32), run(64)],
};

/** Two query heads for every KV head. */
const heads = plan.runs.flatMap((_, index) =>
  plan.scope.layers.flatMap((layer) =>
    plan.scope.kvHeads.flatMap((kvHead) =>
      [0, 1].map((member) => {
        const queryHead = kvHead * 2 + member;
        return { run: index, layer, kvHead, queryHead } as HeadResult;
      }),
    ),
  ),
);
/** The results of another plan, taken from what is read of these. */
const partOf = (other: SimulationPlan) => {
  const part = partOfPlan(plan, other);
  const isRead = (head: HeadResult) => {
    return part?.layers.includes(head.layer) === true && part.runs.includes(head.run);
  };
  return part && heads.filter(isRead).flatMap(part.resultsOf);
};
const find = (change: Partial<SimulationPlan["scope"]>, runs = plan.runs) =>
  partOf({ ...plan, scope: { ...plan.scope, ...change }, runs });

describe("known results", () => {
  it("serve the plan that they are of", () => {
    assert.deepEqual(find({}), heads);
  });

  it("serve some layers, heads and runs of it, under the plan's own numbers", () => {
    const found = find({ layers: [2], kvHeads: [3, 0] }, [run(64), run(16)])!;
    assert.deepEqual(
      found.map((head) => [head.run, head.layer, head.queryHead]),
      [1, 0].flatMap((index) => [0, 1, 6, 7].map((queryHead) => [index, 2, queryHead])),
    );
  });

  it("serve a run under every number that it has in the plan", () => {
    const found = find({ layers: [0], kvHeads: [1] }, [run(32), run(16), run(32)])!;
    assert.deepEqual(
      found.map((head) => [head.run, head.queryHead]),
      [
        [1, 2],
        [1, 3],
        [0, 2],
        [2, 2],
        [0, 3],
        [2, 3],
      ],
    );
  });

  it("are read where the plan lies, and nowhere else", () => {
    const scope = { ...plan.scope, layers: [2], kvHeads: [0] };
    const part = partOfPlan(plan, { ...plan, scope, runs: [run(64), run(16), run(64)] });
    assert.deepEqual([part?.layers, part?.runs], [[2], [0, 2]]);
  });

  it("know a run whose parts are written in another order", () => {
    const { device, ...others } = run(32);
    const turned = { device, ...others, parameters: { other: 1, denseLayers: 0 } };
    assert.equal(find({}, [turned])?.length, 12);
  });

  it("serve nothing that they are not of", () => {
    assert.equal(find({ layers: [0, 1] }), undefined);
    assert.equal(find({ kvHeads: [2] }), undefined);
    assert.equal(find({ fromStep: 3 }), undefined);
    assert.equal(find({ toStep: 6 }), undefined);
    assert.equal(find({ fromStep: 1 }), undefined);
    assert.equal(find({ toStep: 4 }), undefined);
    assert.equal(find({}, [run(16), run(17)]), undefined);
    assert.equal(find({}, [{ ...run(16), parameters: {} }]), undefined);
  });

  it("serve no run on another device of the same name", () => {
    const { timing } = defaultDevicePreset;
    const slower = { ...defaultDevicePreset, timing: { ...timing, nRCD: timing.nRCD + 1 } };
    assert.equal(partOf({ ...plan, devices: [slower] }), undefined);
    assert.ok(partOf({ ...plan, devices: [{ ...defaultDevicePreset }] }));
  });
});
