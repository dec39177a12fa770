import assert from "node:assert/strict";
import { fastestNumerics, plainNumerics } from "../../../src/core/policy/head/numerics";
import { devicePresets as builtIn } from "../../../src/core/memory/device-presets";
import { lanesPerChannel, rowBytes } from "../../../src/core/memory/organisation";
import { levelLayout } from "../../../src/core/memory/level-layout";
import { placements } from "../../../src/core/placement/registry";
import { policies } from "../../../src/core/policy/registry";
import { defaultStepOptions } from "../../../src/core/pim/program/step-request";
import { createHeadStep } from "../../../src/core/pim/step/create-head-step";
import { deviceOf, type RunConfiguration } from "../../../src/core/simulation/run/configuration";
import { checkPlan } from "../../../src/core/simulation/run/plan";
import type { StepColumn } from "../../../src/core/figures/step-figures";
import type { HeadResult } from "../../../src/core/simulation/run/result";
import { simulateHead } from "../../../src/core/simulation/run/simulate-head";
import { openTrace } from "../../../src/core/trace/open-trace";
import { BytesSource } from "../../../src/core/files/bytes-source";
import { distinctDevices } from "../../fixtures/memory/distinct-device";
import { generateTraceBytes } from "../../fixtures/trace/trace-bytes";
import { parseGenerateParameters } from "../../../src/core/trace/generate/options";
import type { Trace } from "../../../src/core/trace/trace";

const devices = distinctDevices;
const devicePresets = [...builtIn, ...devices];

const steps = 5;
const headDimension = 64;
const base: RunConfiguration = {
  policy: "full",
  parameters: {},
  budget: 48,
  placement: "token-order",
  device: devicePresets[0].name,
  chargeIndex: true,
  chargeClustering: true,
  energyModel: "row-aware",
};

const cyclePhases: readonly StepColumn[] = [
  "writeQueryCycles",
  "indexCycles",
  "scoreCycles",
  "softmaxCycles",
  "contextCycles",
  "clusteringCycles",
  "refreshCycles",
];
const energyPhases: readonly StepColumn[] = [
  "writeQueryEnergy",
  "indexEnergy",
  "scoreEnergy",
  "softmaxEnergy",
  "contextEnergy",
  "clusteringEnergy",
  "refreshEnergy",
];
const energyParts: readonly StepColumn[] = [
  "activationEnergy",
  "readEnergy",
  "transferEnergy",
  "arithmeticEnergy",
];

/** Two sums of the same terms in another order. */
function assertClose(actual: number, expected: number, what: string): void {
  assert.ok(
    Math.abs(actual - expected) <= 1e-9 * Math.abs(expected),
    `${what}: ${actual} is not ${expected}`,
  );
}

function layoutOf(device: string) {
  const { level, organisation } = deviceOf({ devices }, device);
  return levelLayout(level, organisation);
}

describe("simulating a head", () => {
  let trace: Trace;

  before(async () => {
    const parameters = {
      layers: 3,
      queryHeads: 4,
      kvHeads: 2,
      promptTokens: 300,
      steps,
      headDimension,
    };
    const bytes = await generateTraceBytes(parseGenerateParameters(parameters));
    trace = await openTrace(new BytesSource("synthetic", bytes));
  });

  const simulate = async (
    runs: readonly RunConfiguration[],
    numerics = plainNumerics,
  ): Promise<HeadResult[]> => {
    const plan = {
      scope: { layers: [2], kvHeads: [1], fromStep: 0, toStep: steps },
      runs,
      devices,
    };
    checkPlan(trace.header, plan);
    const heads: HeadResult[] = [];
    await simulateHead(trace, plan, { layer: 2, kvHead: 1 }, numerics, {
      shouldStop: () => false,
      onSteps: () => undefined,
      onResults: (results) => heads.push(...results),
    });
    return heads;
  };

  const everyRun = policies
    .filter(({ id }) => id !== "recorded")
    .flatMap(({ id }) =>
      placements.map(({ id: placement }): RunConfiguration => ({ ...base, policy: id, placement })),
    );

  it("adds up: cycles and energy over phases and parts, loads over banks, for every policy and placement", async () => {
    const onOthers = devices.flatMap(({ name: device }) =>
      ["starc", "sparq"].map((policy) => ({ ...base, policy, device })),
    );
    const runs = [...everyRun, ...onOthers];
    for (const head of await simulate(runs)) {
      const { columns } = head;
      const { policy, placement, device } = runs[head.run];
      const name = `${policy} on ${placement}, ${device}`;
      const { organisation, energy } = deviceOf({ devices }, device);
      const lanes = lanesPerChannel(organisation);
      // At the buffer level all lanes of a pseudo-channel hold a part of a vector.
      const lanesPerVector = lanes / layoutOf(device).slotsPerLine;
      const sum = (names: readonly StepColumn[], step: number) =>
        names.reduce((total, column) => total + columns[column][step], 0);
      for (let step = 0; step < steps; step++) {
        assertClose(sum(cyclePhases, step), columns.cycles[step], `${name}, cycles`);
        assertClose(sum(energyPhases, step), columns.energy[step], `${name}, energy by phase`);
        assertClose(sum(energyParts, step), columns.energy[step], `${name}, energy by part`);
        const units = head.unitsPerChannel;
        const loads = head.loads.vectors
          .subarray(step * units, (step + 1) * units)
          .filter((_, unit) => unit % (units / lanes) === 0);
        assert.equal(
          loads.reduce((total, load) => total + load, 0),
          columns.tokens[step] * lanesPerVector,
          `${name}, vectors`,
        );
        // Clustering is charged beside the step's own commands.
        if (!["starc", "starc-v1", "clusterkv"].includes(policy)) {
          const opening = energy.activation * 8 * rowBytes(organisation);
          const opened = columns.rowsOpened[step] * opening;
          assertClose(columns.activationEnergy[step], opened, `${name}, opening rows`);
          assert.ok(columns.readEnergy[step] > 0 && columns.transferEnergy[step] > 0, name);
          assert.ok(columns.arithmeticEnergy[step] > 0, name);
        }
        assert.ok(columns.columnsUseful[step] <= columns.columnsRead[step], name);
        const mean = (columns.tokens[step] * lanesPerVector) / loads.length;
        const deviation = Math.hypot(...loads.map((load) => load - mean)) / Math.sqrt(loads.length);
        assertClose(columns.imbalance[step], Math.max(...loads) / mean, `${name}, imbalance`);
        assertClose(columns.loadVariation[step], deviation / mean, `${name}, variation`);
        assert.ok(columns.lineUtilisation[step] > 0 && columns.lineUtilisation[step] <= 1, name);
      }
    }
  });

  it("reads a column of each of 4 banks for every selected key and value, and no other is useful", async () => {
    const runs = ["full", "token-topk", "streaming-llm"].map((policy) => ({
      ...base,
      policy,
      chargeIndex: false,
    }));
    const columnsPerVector = headDimension / 64;
    for (const { columns } of await simulate(runs)) {
      for (let step = 0; step < steps; step++) {
        assert.equal(columns.columnsUseful[step], columns.tokens[step] * 2 * columnsPerVector * 4);
      }
    }
  });

  it("reads keys whole where every token keeps all of its channels, and else fewer columns", async () => {
    const think = (device: string, wholeTokens: number): RunConfiguration => {
      const parameters = { wholeTokens, droppedShare: 0.9 };
      return { ...base, policy: "think", device, parameters };
    };
    const runs = devicePresets.flatMap(({ name }) => [
      { ...base, device: name },
      think(name, 4096),
      think(name, 16),
    ]);
    const heads = await simulate(runs);
    for (const at of devicePresets.keys()) {
      const [full, whole, few] = [0, 1, 2].map(
        (kind) => heads.find(({ run }) => run === 3 * at + kind)!.columns,
      );
      assert.deepEqual(whole.columnsUseful, full.columnsUseful, devicePresets[at].name);
      assert.deepEqual(whole.cycles, full.cycles, devicePresets[at].name);
      assert.ok(few.columnsUseful.every((useful, step) => useful <= full.columnsUseful[step]));
    }
  });

  it("keeps all of attention where everything is read", async () => {
    const runs = policies
      .filter(
        ({ id, usesBudget }) =>
          usesBudget && !["infinigen", "sparq", "starc", "quest", "starc-v1"].includes(id),
      )
      .map(({ id }) => ({ ...base, policy: id, budget: 1_000_000 }));
    for (const { columns } of await simulate([base, ...runs])) {
      for (let step = 0; step < steps; step++) {
        assert.equal(columns.tokens[step], 300 + step + 1);
        assertClose(columns.massKept[step], 1, "mass");
        assertClose(columns.recall[step], 1, "recall");
        assert.ok(columns.outputError[step] < 1e-9);
      }
    }
  });

  it("leaves index and clustering out where they are not charged", async () => {
    const free = {
      ...base,
      policy: "starc",
      placement: "starc",
      chargeIndex: false,
      chargeClustering: false,
    } as const;
    const charged = { ...free, chargeIndex: true, chargeClustering: true } as const;
    const [first, second] = await simulate([free, charged]);
    for (let step = 0; step < steps; step++) {
      assert.equal(first.columns.indexCycles[step], 0);
      assert.equal(first.columns.clusteringCycles[step], 0);
      assert.ok(second.columns.indexCycles[step] > 0);
      assert.ok(second.columns.clusteringCycles[step] > 0);
      assert.equal(first.columns.massKept[step], second.columns.massKept[step]);
    }
  });

  it("charges each window of clustering once, over its tokens and the query heads that read it", async () => {
    const runs = devicePresets.map(({ name }) => ({ ...base, policy: "starc", device: name }));
    const heads = await simulate(runs);
    const window = { windows: 1, vectors: 64, clusters: 4 };
    const iterations = Array.from({ length: 16 }, (_, at) => at + 1);
    /** As many as windows took: the same on every device. */
    const taken = devicePresets.map((device, run) => {
      const step = createHeadStep(device, { headDimension, elementBytes: 2 }, defaultStepOptions);
      const own = heads.filter((head) => head.run === run);
      assert.equal(own.length, 2, "query heads of the KV head");
      const shares = own.map(({ columns }) => columns.clusteringCycles[0]);
      const charged = 64 * (shares[0] + shares[1]);
      for (const { columns } of own) {
        for (const share of columns.clusteringCycles) assert.equal(share, shares[0], device.name);
      }
      return iterations.find((count) => {
        const { cycles } = step.runClustering({ ...window, iterations: count });
        return Math.abs(cycles - charged) < 1e-6 * cycles;
      });
    });
    assert.notEqual(taken[0], undefined);
    assert.deepEqual(new Set(taken).size, 1);
  });

  it("works on every device preset", async () => {
    const runs = devicePresets.map(({ name }) => ({ ...base, policy: "token-topk", device: name }));
    const heads = await simulate(runs);
    for (const { columns } of heads) assert.ok(columns.cycles.every((cycles) => cycles > 0));
    assert.deepEqual(
      new Set(heads.map(({ columns }) => columns.massKept[0])).size,
      2,
      "the machine changes nothing in attention, only the query head does",
    );
  });

  it("wastes no slot of a full line where everything is read, at every level", async () => {
    const runs = devicePresets.map(({ name }) => ({ ...base, device: name }));
    for (const { run, columns } of await simulate(runs)) {
      const { level } = devicePresets[run];
      const { slotsPerLine } = layoutOf(devicePresets[run].name);
      for (let step = 0; step < steps; step++) {
        const tokens = columns.tokens[step];
        const lines = Math.ceil(tokens / slotsPerLine);
        assert.equal(columns.lines[step], lines, level);
        assert.equal(columns.lineUtilisation[step], tokens / (slotsPerLine * lines), level);
        if (tokens % slotsPerLine === 0) assert.equal(columns.lineUtilisation[step], 1, level);
      }
    }
  });

  it("uses between none and all of the slots it reads, on every device and placement", async () => {
    const runs = devicePresets.flatMap(({ name }) =>
      placements.map(({ id }) => ({ ...base, policy: "starc", placement: id, device: name })),
    );
    for (const { run, columns } of await simulate(runs)) {
      const { device, placement } = runs[run];
      for (const share of columns.lineUtilisation) {
        assert.ok(share > 0 && share <= 1, `${device}, ${placement}: ${share}`);
      }
      for (let step = 0; step < steps; step++) {
        const { slotsPerLine } = layoutOf(device);
        assert.ok(columns.lines[step] * slotsPerLine >= columns.tokens[step], device);
      }
    }
  });

  it("comes out the same with the fastest kernels as in plain TypeScript, up to 32-bit rounding", async () => {
    const plain = await simulate(everyRun);
    const fast = await simulate(everyRun, fastestNumerics());
    for (const [index, { run, columns }] of plain.entries()) {
      const other = fast[index].columns;
      for (let step = 0; step < steps; step++) {
        const where = `${everyRun[run].policy}, step ${step}`;
        assert.equal(other.tokens[step], columns.tokens[step], where);
        assert.ok(Math.abs(other.massKept[step] - columns.massKept[step]) < 1e-4, where);
        assert.ok(Math.abs(other.outputError[step] - columns.outputError[step]) < 1e-3, where);
      }
    }
  });

  it("looks up from clustering as from steps, so that it leaves others the processor", async () => {
    const clustering = policies.filter(({ id }) => ["starc", "starc-v1", "clusterkv"].includes(id));
    assert.equal(clustering.length, 3);
    for (const { id } of clustering) {
      let asked = 0;
      let done = 0;
      const plan = {
        scope: { layers: [2], kvHeads: [1], fromStep: 0, toStep: steps },
        runs: [{ ...base, policy: id, placement: "starc" as const }],
        devices,
      };
      await simulateHead(trace, plan, { layer: 2, kvHead: 1 }, fastestNumerics(), {
        shouldStop: () => ++asked < 0,
        onSteps: (amount) => (done += amount),
        onResults: () => undefined,
      });
      assert.ok(asked > done, `${id}: asked ${asked} times in ${done} steps`);
    }
  });

  it("does not depend on the other runs of the plan", async () => {
    const runs = everyRun.filter(({ placement }) => placement === "starc");
    const together = await simulate(runs);
    for (const [index, run] of runs.entries()) {
      const alone = await simulate([run]);
      const same = together
        .filter((head) => head.run === index)
        .map((head) => ({ ...head, run: 0 }));
      assert.deepEqual(alone, same, run.policy);
    }
  });
});
