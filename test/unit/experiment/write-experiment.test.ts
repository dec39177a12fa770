import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import { canonicalJson } from "../../../src/core/same-value";
import { expandRuns } from "../../../src/core/experiment/definition/expand-runs";
import { parseExperiment } from "../../../src/core/experiment/definition/parse-experiment";
import { experimentText } from "../../../src/core/experiment/definition/write-experiment";
import { defaultDevicePreset, devicePresets } from "../../../src/core/memory/device-presets";
import { placements } from "../../../src/core/placement/registry";
import { policies } from "../../../src/core/policy/registry";
import type { RunConfiguration } from "../../../src/core/simulation/run/configuration";

const write = (runs: readonly RunConfiguration[]) =>
  experimentText({
    ...{ name: "mine", trace: "../a.kvtrace", layer: 7, runs },
    deviceName: (device) => (device === "own" ? "devices/own.kvdevice.json" : device),
  });

const read = (text: string) => {
  const experiment = parseExperiment(text);
  const devices = experiment.devices.map((name) => (name.endsWith(".json") ? "own" : name));
  return { experiment, runs: expandRuns(experiment, devices).map(canonicalJson) };
};

/** As an experiment has it: every parameter written out; a budget only where it means something. */
function whole(run: RunConfiguration, budget: number): string {
  const { parameters, usesBudget } = policies.find(({ id }) => id === run.policy)!;
  const defaults = Object.fromEntries(parameters.map((each) => [each.name, each.default]));
  return canonicalJson({
    ...run,
    parameters: { ...defaults, ...run.parameters },
    budget: usesBudget ? run.budget : budget,
  });
}

const run = fc.constantFrom(...policies).chain(({ id, parameters }) =>
  fc.record<RunConfiguration>({
    policy: fc.constant(id),
    parameters: fc
      .subarray([...parameters])
      .map((some) => Object.fromEntries(some.map(({ name, minimum }) => [name, minimum]))),
    budget: fc.constantFrom(64, 1024),
    placement: fc.constantFrom(...placements.map((placement) => placement.id)),
    device: fc.constantFrom(defaultDevicePreset.name, devicePresets[1].name, "own"),
    chargeIndex: fc.boolean(),
    chargeClustering: fc.boolean(),
    energyModel: fc.constantFrom("row-aware", "attacc"),
  }),
);

describe("experiment made of runs", () => {
  it("has all of them", () => {
    fc.assert(
      fc.property(fc.array(run, { minLength: 1, maxLength: 4 }), (runs) => {
        const { experiment, runs: found } = read(write(runs));
        const [budget] = experiment.budgets;
        for (const each of runs) assert.ok(found.includes(whole(each, budget)));
        assert.deepEqual(experiment.layers, [7]);
        assert.deepEqual(experiment.traces, ["../a.kvtrace"]);
      }),
      { seed: 17, numRuns: 300 },
    );
  });

  it("has no others where they are all combinations of what they take", () => {
    fc.assert(
      fc.property(run, fc.subarray([16, 64, 256], { minLength: 1 }), (first, budgets) => {
        const { usesBudget } = policies.find(({ id }) => id === first.policy)!;
        const found = read(write(budgets.map((budget) => ({ ...first, budget }))));
        assert.equal(found.runs.length, usesBudget ? budgets.length : 1);
      }),
      { seed: 3, numRuns: 200 },
    );
  });

  it("is no longer than it must be", () => {
    const [full] = policies;
    const plain: RunConfiguration = {
      ...{ policy: full.id, parameters: {}, budget: 64, placement: full.defaultPlacement },
      ...{ device: defaultDevicePreset.name, chargeIndex: true, chargeClustering: true },
      energyModel: "row-aware",
    };
    const {
      name,
      traces,
      layers,
      policies: listed,
      ...others
    } = JSON.parse(write([plain]).replace(/^.*\n/, "")) as Record<string, unknown>;
    assert.deepEqual([name, traces, layers, listed], ["mine", "../a.kvtrace", 7, [full.id]]);
    assert.deepEqual(others, {});
  });
});
