import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { mock } from "node:test";
import { KeptHeads } from "../../../src/core/simulation/questions/kept-heads";
import { plainNumerics } from "../../../src/core/policy/head/numerics";
import { InputError } from "../../../src/core/errors";
import { DecodedProgram } from "../../../src/core/pim/controller/decoded-program";
import { devicePresets } from "../../../src/core/memory/device-presets";
import { parseCommandTrace } from "../../../src/core/pim/traces/parse-command-trace";
import { phaseNames } from "../../../src/core/pim/program/phase";
import { runTrace } from "../../../src/core/pim/step/run-attention";
import { placements } from "../../../src/core/placement/registry";
import { policies } from "../../../src/core/policy/registry";
import { printCommandTrace } from "../../../src/core/report/command-trace";
import {
  answerProgram,
  answerTimeline,
} from "../../../src/core/simulation/questions/answer-timeline";
import { cutColumns } from "../../../src/core/columns";
import { commandLogOf } from "../../../src/core/simulation/questions/command-columns";
import type { RunConfiguration } from "../../../src/core/simulation/run/configuration";
import { checkPlan } from "../../../src/core/simulation/run/plan";
import { Cancelled } from "../../../src/core/cancelled";
import { SimulationPool } from "../../../src/core/simulation/threads/pool";
import { buffersIn } from "../../../src/core/threads/transfer";
import type { HeadResult } from "../../../src/core/simulation/run/result";
import { simulateHead } from "../../../src/core/simulation/run/simulate-head";
import { planOfPlace, type Timeline } from "../../../src/core/simulation/questions/timeline";
import { BytesSource } from "../../../src/core/files/bytes-source";
import { generateTraceBytes } from "../../fixtures/trace/trace-bytes";
import { parseGenerateParameters } from "../../../src/core/trace/generate/options";
import { openTrace } from "../../../src/core/trace/open-trace";
import type { Trace } from "../../../src/core/trace/trace";

const steps = 12;
const queryHead = 3;
const layer = 2;
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

type Commands = Extract<Timeline, { kind: "commands" }>;

describe("timeline", () => {
  let bytes: Uint8Array;
  let trace: Trace;

  before(async () => {
    const parameters = { layers: 3, queryHeads: 4, kvHeads: 2, promptTokens: 300, steps };
    bytes = await generateTraceBytes(parseGenerateParameters(parameters));
    trace = await openTrace(new BytesSource("synthetic", bytes));
  });

  const timelineOf = (run: RunConfiguration, step: number): Promise<Timeline> => {
    const plan = planOfPlace(trace.header, { run, layer, queryHead, step });
    checkPlan(trace.header, plan);
    return answerTimeline(trace, { plan, queryHead }, new KeptHeads(plainNumerics));
  };

  const commandsOf = async (run: RunConfiguration, step: number): Promise<Commands> => {
    const timeline = await timelineOf(run, step);
    assert.ok(timeline.kind === "commands");
    return timeline;
  };

  /** The same step as the simulation of all steps counts it. */
  const simulate = async (runs: readonly RunConfiguration[]): Promise<HeadResult[]> => {
    const plan = { scope: { layers: [layer], kvHeads: [1], fromStep: 0, toStep: steps }, runs };
    const heads: HeadResult[] = [];
    await simulateHead(trace, plan, { layer, kvHead: 1 }, plainNumerics, {
      shouldStop: () => false,
      onSteps: () => undefined,
      onResults: (results) => heads.push(...results.filter((head) => head.queryHead === queryHead)),
    });
    return heads;
  };

  const lockstep = devicePresets.filter(({ mode }) => mode === "lockstep");

  it("lasts as long as the simulation says, for every policy, placement and lockstep machine", async function () {
    this.timeout(60_000);
    const runs = [
      ...policies
        .filter(({ id }) => id !== "recorded")
        .map(({ id, defaultPlacement }) => ({ ...base, policy: id, placement: defaultPlacement })),
      ...placements.map(({ id }) => ({ ...base, policy: "token-topk", placement: id })),
      ...lockstep.map(({ name }) => ({ ...base, policy: "starc", device: name })),
    ];
    const heads = await simulate(runs);
    for (const [index, run] of runs.entries()) {
      const name = `${run.policy} on ${run.placement}, ${run.device}`;
      for (const step of [0, 7]) {
        const { length, columns } = await commandsOf(run, step);
        const { cycles, clusteringCycles } = heads[index].columns;
        assert.ok(Math.abs(length + clusteringCycles[step] - cycles[step]) < 1e-9, name);
        assert.ok(columns.cycles[columns.cycles.length - 1] <= length, name);
      }
    }
  });

  it("runs the channel once, and not at all for the program alone", async () => {
    // Every program is decoded before it is run; those of channels without commands are empty.
    const { mock: decoded } = mock.method(DecodedProgram.prototype, "decode");
    const simulated = () => decoded.calls.filter((call) => call.arguments[0].length > 0).length;
    try {
      await commandsOf({ ...base, chargeClustering: false }, 4);
      assert.equal(simulated(), 1);
      const plan = planOfPlace(trace.header, { run: base, layer, queryHead, step: 4 });
      await answerProgram(trace, { plan, queryHead }, new KeptHeads(plainNumerics));
      assert.equal(simulated(), 1);
    } finally {
      decoded.restore();
    }
  });

  it("is in order of time, with at most one command of each bus in a cycle", async () => {
    for (const { name } of lockstep) {
      const { meaning, columns } = await commandsOf({ ...base, device: name }, 3);
      const last = [-1, -1];
      for (let at = 0; at < columns.cycles.length; at++) {
        const bus = meaning.isRow[columns.commands[at]];
        assert.ok(columns.cycles[at] > last[bus], `${name}, command ${at}`);
        assert.ok(at === 0 || columns.cycles[at] >= columns.cycles[at - 1], name);
        last[bus] = columns.cycles[at];
      }
    }
  });

  it("reads as many columns and opens as many rows as the simulation counts", async () => {
    const run = { ...base, policy: "token-topk" };
    const [head] = await simulate([run]);
    for (let step = 0; step < steps; step++) {
      const { meaning, columns } = await commandsOf(run, step);
      const count = (name: string) =>
        columns.commands.filter((code) => meaning.names[code] === name).length;
      assert.equal(count("MACAB") * meaning.banks, head.columns.columnsRead[step]);
      assert.equal(count("ACTAB") * meaning.banks, head.columns.rowsOpened[step]);
    }
  });

  it("reads a column only in the row that was opened last", async () => {
    const { meaning, columns } = await commandsOf({ ...base, policy: "token-topk" }, 5);
    let open = -1;
    for (let at = 0; at < columns.cycles.length; at++) {
      const row = (columns.addresses[at] >>> meaning.rowShift) & meaning.rowMask;
      const name = meaning.names[columns.commands[at]];
      if (name === "ACTAB") open = row;
      if (name === "PREA") open = -1;
      if (name === "MACAB") assert.equal(row, open, `command ${at}`);
    }
  });

  it("refreshes where the step is longer than the refresh period", async () => {
    const parameters = { layers: 1, queryHeads: 1, kvHeads: 1, promptTokens: 6000, steps: 1 };
    const long = await generateTraceBytes(parseGenerateParameters(parameters));
    const longTrace = await openTrace(new BytesSource("long", long));
    const plan = planOfPlace(longTrace.header, { run: base, layer: 0, queryHead: 0, step: 0 });
    const timeline = await answerTimeline(
      longTrace,
      { plan, queryHead: 0 },
      new KeptHeads(plainNumerics),
    );
    assert.ok(timeline.kind === "commands");
    const { columns, length, meaning } = timeline;
    const device = devicePresets[0];
    const refreshes = columns.phases.filter((_, at) => {
      return meaning.names[columns.commands[at]] === "REFab";
    });
    assert.ok(length > device.timing.nREFI);
    const periods = Math.floor(length / device.timing.nREFI);
    assert.equal(refreshes.length, periods * device.organisation.pseudoChannels);
    assert.ok(refreshes.every((phase) => phaseNames[phase] === "refresh"));
  });

  it("says so where there is no common stream", async () => {
    const independent = devicePresets.find(({ mode }) => mode === "independent-banks");
    assert.ok(independent);
    const timeline = await timelineOf({ ...base, device: independent.name }, 0);
    assert.deepEqual(timeline, { kind: "independent" });
  });

  it("is written as a command trace that takes as long when it is run by itself", async () => {
    const lockstep = devicePresets.filter(({ mode }) => mode === "lockstep");
    for (const { id, usesBudget } of policies) {
      if (!usesBudget || id === "recorded") continue;
      for (const preset of lockstep) {
        const run = { ...base, policy: id, device: preset.name };
        const plan = planOfPlace(trace.header, { run, layer, queryHead, step: 7 });
        const step = await answerProgram(trace, { plan, queryHead }, new KeptHeads(plainNumerics));
        assert.ok(step.kind === "commands");
        const text = printCommandTrace(step.program, preset);
        const program = parseCommandTrace(text, "step.trace", preset);
        const replay = { preset, refresh: true, asReference: false, keepLog: false };
        const { cycles } = runTrace(program, replay);
        assert.equal(cycles, (await commandsOf(run, 7)).length, `${id} on ${preset.name}`);
      }
    }
  });

  it("becomes a log again", async () => {
    const { columns } = await commandsOf(base, 1);
    const log = commandLogOf(columns);
    assert.equal(log.length, columns.cycles.length);
    for (const at of [0, 1, log.length - 1]) {
      const entry = log.entries[at];
      assert.equal(log.cycles[at], columns.cycles[at]);
      assert.equal(log.commands[at], columns.commands[at]);
      if (entry >= 0) assert.equal(log.program.phases[entry], columns.phases[at]);
    }
  });

  it("is cut into parts that are together what it was", async () => {
    const { columns } = await commandsOf(base, 0);
    const bytesPerCommand = 10;
    const parts = cutColumns(columns, { most: 7 * bytesPerCommand }).map((part) => part.columns);
    assert.ok(parts.every(({ cycles }) => cycles.length <= 7 && cycles.buffer.byteLength <= 28));
    for (const name of ["cycles", "commands", "phases", "addresses"] as const) {
      const joined = parts.flatMap((part) => [...part[name]]);
      assert.deepEqual(joined, [...columns[name]]);
    }
  });

  it("hands over every array once", async () => {
    const timeline = await commandsOf(base, 0);
    const { cycles, commands, phases, addresses } = timeline.columns;
    const buffers = buffersIn(timeline);
    assert.deepEqual(
      new Set<unknown>(buffers),
      new Set<unknown>([cycles.buffer, commands.buffer, phases.buffer, addresses.buffer]),
    );
    assert.equal(buffers.length, 4);
    assert.deepEqual(buffersIn({ kind: "empty", list: [1, 2], nothing: null }), []);
  });

  describe("from a worker thread", () => {
    let folder: string;
    let file: string;
    let pool: SimulationPool;

    before(() => {
      folder = mkdtempSync(path.join(tmpdir(), "kvtrace-timeline-"));
      file = path.join(folder, "trace.kvtrace");
      writeFileSync(file, bytes);
      pool = new SimulationPool(path.resolve("dist/worker.mjs"), 1);
    });
    after(async () => {
      await pool.dispose();
      rmSync(folder, { recursive: true });
    });

    const ask = (step: number, signal?: AbortSignal) => {
      const plan = planOfPlace(trace.header, { run: base, layer, queryHead, step });
      return pool.ask({ kind: "file", path: file }, "timeline", { plan, queryHead }, { signal });
    };

    it("is the same as here", async () => {
      assert.deepEqual(await ask(4), await timelineOf(base, 4));
    });

    it("comes before the rest of a simulation that runs", async () => {
      const scope = { layers: [0, 1, 2], kvHeads: [0, 1], fromStep: 0, toStep: steps };
      const events: string[] = [];
      const listener = {
        onProgress: () => undefined,
        onResults: () => void events.push("head"),
      };
      const location = { kind: "file", path: file } as const;
      const plan = { scope, runs: [base] };
      const simulated = pool.run(location, trace.header, plan, listener);
      await ask(4);
      events.push("timeline");
      await simulated;
      assert.ok(events.indexOf("timeline") <= 2 * 2, events.join(", "));
      assert.equal(events.length, 3 * 4 + 1);
    });

    it("can be cancelled", async () => {
      const controller = new AbortController();
      const answer = ask(4, controller.signal);
      controller.abort();
      await assert.rejects(answer, Cancelled);
      assert.equal((await ask(0)).kind, "commands");
    });

    it("fails with what is wrong with the file", async () => {
      const plan = planOfPlace(trace.header, { run: base, layer, queryHead, step: 0 });
      const question = { plan, queryHead };
      const location = { kind: "file", path: path.join(folder, "absent.kvtrace") } as const;
      await assert.rejects(pool.ask(location, "timeline", question), InputError);
    });
  });
});
