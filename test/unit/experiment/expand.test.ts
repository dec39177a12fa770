import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { InputError } from "../../../src/core/errors";
import { expandRuns } from "../../../src/core/experiment/definition/expand-runs";
import type { Experiment } from "../../../src/core/experiment/definition/experiment";
import { findTraces } from "../../../src/core/experiment/definition/find-traces";
import { readDevices } from "../../../src/core/experiment/definition/read-devices";
import { defaultDevicePreset, devicePresets } from "../../../src/core/memory/device-presets";
import { placements } from "../../../src/core/placement/registry";
import { policies } from "../../../src/core/policy/registry";

const experiment: Experiment = {
  name: "experiment",
  traces: ["*.kvtrace"],
  layers: "all",
  kvHeads: "all",
  steps: "all",
  policies: [],
  budgets: [64],
  placements: ["own"],
  devices: [],
  chargeIndex: [true],
  chargeClustering: [true],
  energyModels: ["row-aware"],
  limits: [],
};

const some = <Item>(items: readonly Item[]) =>
  fc.subarray([...items], { minLength: 1 }) as fc.Arbitrary<readonly Item[]>;

describe("runs of an experiment", () => {
  it("are the product of all that is swept, and of a policy without a budget one per budget", () => {
    const sweeps = fc.record({
      policies: some(policies.map(({ id }) => id)),
      budgets: some([1, 64, 1024]),
      placements: some(placements.map(({ id }) => id)),
      chargeIndex: some([true, false]),
      chargeClustering: some([true, false]),
      energyModels: some(["row-aware", "attacc"] as const),
    });
    const check = (
      sweep: Omit<Partial<Experiment>, "policies"> & { policies: readonly string[] },
    ) => {
      const names = sweep.policies.map((policy) => ({ policy, parameters: {} }));
      const full = { ...experiment, ...sweep, policies: names };
      const runs = expandRuns(full, ["one", "two"]);
      const others =
        full.placements.length *
        2 *
        full.chargeIndex.length *
        full.chargeClustering.length *
        full.energyModels.length;
      const perPolicy = sweep.policies.map((id) =>
        policies.find((policy) => policy.id === id)!.usesBudget ? full.budgets.length : 1,
      );
      assert.equal(runs.length, others * perPolicy.reduce((sum, each) => sum + each, 0));
      assert.equal(new Set(runs.map((run) => JSON.stringify(run))).size, runs.length);
    };
    fc.assert(fc.property(sweeps, check), { seed: 11, numRuns: 60 });
  });

  it("vary in the documented order, with every parameter written out", () => {
    const quest = { policy: "quest", parameters: { pageTokens: [8, 16] } };
    const runs = expandRuns({ ...experiment, policies: [quest], budgets: [64, 32] }, ["d"]);
    assert.deepEqual(
      runs.map(({ parameters, budget }) => [parameters.pageTokens, parameters.denseLayers, budget]),
      [
        [8, 2, 64],
        [8, 2, 32],
        [16, 2, 64],
        [16, 2, 32],
      ],
    );
    const switches = { chargeIndex: [true, false], energyModels: ["attacc", "row-aware"] } as const;
    const full = { policy: "full", parameters: {} };
    const order = expandRuns({ ...experiment, ...switches, policies: [full] }, ["x", "y"]);
    assert.deepEqual(
      order.map(
        ({ device, chargeIndex, energyModel }) => `${device} ${chargeIndex} ${energyModel}`,
      ),
      ["x", "y"].flatMap((device) =>
        ["true", "false"].flatMap((index) =>
          ["attacc", "row-aware"].map((model) => `${device} ${index} ${model}`),
        ),
      ),
    );
  });

  it("that are equal are kept once", () => {
    const twice = {
      ...experiment,
      policies: [
        { policy: "quest", parameters: { pageTokens: [16] } },
        { policy: "quest", parameters: {} },
      ],
      placements: ["own", "page-interleaved", "token-order"] as const,
    };
    const own = policies.find(({ id }) => id === "quest")!.defaultPlacement;
    const placed = new Set([own, "page-interleaved", "token-order"]);
    assert.equal(expandRuns(twice, ["d"]).length, placed.size);
  });
});

describe("files that an experiment names", () => {
  let folder: string;
  let file: string;

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "kvtrace-globs-"));
    mkdirSync(path.join(folder, "experiment", "deep"), { recursive: true });
    for (const name of ["b", "a", "deep/c", "[x]", "../up"]) {
      writeFileSync(path.join(folder, "experiment", `${name}.kvtrace`), "");
    }
    file = path.join(folder, "experiment", "s.kvsim.json");
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const names = async (...globs: string[]) =>
    (await findTraces(globs, file)).map(({ name }) => name);

  it("are found from the experiment's folder, by name within a glob, each once", async () => {
    assert.deepEqual(await names("*.kvtrace"), ["[x].kvtrace", "a.kvtrace", "b.kvtrace"]);
    assert.deepEqual(await names("b.kvtrace", "**/*.kvtrace"), [
      "b.kvtrace",
      "[x].kvtrace",
      "a.kvtrace",
      "deep/c.kvtrace",
    ]);
    assert.deepEqual(await names("../*.kvtrace"), ["../up.kvtrace"]);
    assert.deepEqual(await names("[x].kvtrace", "{a,b}.kvtrace", "./deep/../a.kvtrace"), [
      "[x].kvtrace",
      "a.kvtrace",
      "b.kvtrace",
    ]);
  });

  it("are refused by name where a glob matches none", async () => {
    await assert.rejects(names("a.kvtrace", "missing-*.kvtrace"), (error: unknown) => {
      assert.ok(error instanceof InputError);
      assert.equal(error.field, "traces");
      return error.message.includes('"missing-*.kvtrace"') && error.message.includes(file);
    });
    // A folder is no trace.
    await assert.rejects(names("deep"), InputError);
  });

  it("may be devices, whose names tell them apart", async () => {
    const write = (name: string, content: object) =>
      writeFileSync(path.join(folder, "experiment", name), JSON.stringify(content));
    const { name } = defaultDevicePreset;
    write("slow.json", { name: "slow", extends: name, timing: { nRCD: 20 } });
    const found = await readDevices([devicePresets[1].name, "slow.json"], file);
    assert.deepEqual(found[0], devicePresets[1]);
    assert.equal(found[1].timing.nRCD, 20);
    write("same.json", { name, extends: name, timing: { nRCD: 20 } });
    await assert.rejects(readDevices([name, "same.json"], file), /two different devices/);
    await assert.rejects(readDevices(["none.json"], file), /none\.json/);
    await assert.rejects(readDevices(["HBM9"], file), InputError);
  });
});
