import assert from "node:assert/strict";
import fc from "fast-check";
import { describeRun, describeRuns } from "../../../src/core/simulation/run/describe-runs";
import { expandRuns } from "../../../src/core/experiment/definition/expand-runs";
import type { Experiment, Limit } from "../../../src/core/experiment/definition/experiment";
import { judgeLimits } from "../../../src/core/experiment/definition/judge-limits";
import { parseExperiment } from "../../../src/core/experiment/definition/parse-experiment";
import { defaultDevicePreset } from "../../../src/core/memory/device-presets";
import { nameRun } from "../../../src/core/simulation/run/run-names";
import { buildCatalog } from "../../../src/vscode/inspector/page/catalog";
import { runWithUserSettings } from "../../../src/vscode/inspector/page/user-settings";
import { stepColumnNames } from "../../../src/core/figures/step-figures";
import type { RunSummary } from "../../../src/core/figures/means";

const experiment = (content: object): Experiment =>
  parseExperiment(JSON.stringify({ traces: "*", policies: "full", ...content }));

describe("names of runs", () => {
  it("tell all runs of an experiment apart, whatever it varies", () => {
    const some = <Item>(items: readonly Item[]) => fc.subarray([...items], { minLength: 1 });
    const sweeps = fc.record({
      policies: some([
        "full",
        { policy: "quest", parameters: { pageTokens: [8, 16], denseLayers: [0, 2] } },
        { policy: "starc", parameters: { denseLayers: [0, 1] } },
      ]),
      budgets: some([64, 128]),
      placements: some(["own", "lane-balanced"]),
      index: some([true, false]),
      clustering: some([true, false]),
      energyModels: some(["row-aware", "attacc"]),
    });
    const check = (sweep: object, devices: string[]) => {
      const runs = expandRuns(experiment(sweep), devices);
      const names = runs.map(describeRun);
      assert.equal(new Set(names).size, names.length);
    };
    const devices = some(["one", "two"]);
    fc.assert(fc.property(sweeps, devices, check), { seed: 2, numRuns: 100 });
  });

  it("say no more than what is not the default of policy and product", () => {
    const quest = { policy: "quest", parameters: { pageTokens: [8, 16] } };
    const runs = expandRuns(experiment({ policies: ["full", "starc", quest], budgets: 1024 }), [
      defaultDevicePreset.name,
    ]);
    assert.deepEqual(runs.map(describeRun), [
      "Full",
      "STARC 1024",
      "Quest 1024 · pageTokens 8",
      "Quest 1024",
    ]);
    const { placement } = runs[0];
    const changed = { ...runs[1], placement, device: "own", chargeIndex: false };
    assert.equal(
      describeRun({ ...changed, chargeClustering: false, energyModel: "attacc" }),
      "STARC 1024 · Token order · own · index free · clustering free · AttAcc energy",
    );
  });

  it("are numbered for equal runs alone", () => {
    const [run] = expandRuns(experiment({ policies: "starc", budgets: 64 }), ["one"]);
    assert.deepEqual(describeRuns([run, run]), ["STARC 64 · one", "STARC 64 · one (2)"]);
  });

  it("are the same on the page, where the user has defaults of their own", () => {
    const [run] = expandRuns(experiment({ policies: "quest", budgets: 64 }), ["one"]);
    const settings = { devices: [], policyParameters: { quest: { pageTokens: 8 } } };
    const catalog = buildCatalog(settings);
    const bare = { ...run, parameters: {} };
    assert.equal(nameRun(bare, catalog), describeRun(runWithUserSettings(bare, settings)));
    assert.equal(nameRun(bare, catalog), "Quest 64 · pageTokens 8 · one");
    assert.equal(nameRun(run, catalog), describeRun(run));
  });
});

describe("limits", () => {
  const summary = (value: number) =>
    Object.fromEntries(stepColumnNames.map((name) => [name, value])) as RunSummary;

  it("are crossed by means on the wrong side of them alone, and never kept by what is no figure", () => {
    const means = fc.array(fc.oneof(fc.double({ min: 0, max: 2 }), fc.constant(NaN)), {
      minLength: 1,
    });
    const check = (values: readonly number[], bound: Limit["bound"], limit: number) => {
      const limits = [
        { name: "cycles", column: "cycles", bound, value: limit, place: {} },
      ] as const;
      const { crossed, notComputed } = judgeLimits(limits, [values.map(summary), [summary(limit)]]);
      const wrong = (value: number) => (bound === "at-most" ? value > limit : value < limit);
      const at = (is: (value: number) => boolean) =>
        values.flatMap((value, run) => (is(value) ? [run] : []));
      assert.deepEqual(
        crossed.map(({ run }) => run),
        at(wrong),
      );
      assert.deepEqual(
        notComputed.map(({ run }) => run),
        at(Number.isNaN),
      );
      assert.ok([...crossed, ...notComputed].every(({ trace }) => trace === 0));
    };
    const bounds = fc.constantFrom("at-most" as const, "at-least" as const);
    fc.assert(fc.property(means, bounds, fc.double({ min: 0, max: 2, noNaN: true }), check), {
      seed: 4,
    });
  });
});
