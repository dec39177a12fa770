/**
 * A whole run on a long generated trace, in worker threads: how long each phase takes and how much
 * memory it needs. The baseline is the same run of one query-head group in plain TypeScript on one
 * thread, scaled to the whole by its number of groups.
 */
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { defaultDevicePreset } from "../../src/core/memory/device-presets";
import { plainNumerics } from "../../src/core/policy/head/numerics";
import { findPolicy } from "../../src/core/policy/registry";
import type { RunConfiguration, SimulationPlan } from "../../src/core/simulation/run/configuration";
import { generateInWorker } from "../../src/core/simulation/threads/write-in-worker";
import { jobsOf } from "../../src/core/simulation/run/plan";
import { SimulationPool } from "../../src/core/simulation/threads/pool";
import { simulateHead } from "../../src/core/simulation/run/simulate-head";
import { openLocation } from "../../src/core/simulation/threads/trace-location";
import { parseGenerateParameters } from "../../src/core/trace/generate/options";

const worker = path.resolve("dist/worker.mjs");
const workers = 2;
const trace = {
  layers: 4,
  kvHeads: 8,
  queryHeads: 32,
  promptTokens: 32704,
  steps: 64,
  headDimension: 128,
};

const runs = ["full", "token-topk", "quest", "starc"].map((policy): RunConfiguration => ({
  policy,
  parameters: { ...(policy === "quest" || policy === "starc" ? { denseLayers: 0 } : {}) },
  budget: 1024,
  placement: findPolicy(policy).defaultPlacement,
  device: defaultDevicePreset.name,
  chargeIndex: true,
  chargeClustering: true,
  energyModel: "row-aware",
}));

const plan: SimulationPlan = {
  scope: {
    layers: Array.from({ length: trace.layers }, (_, layer) => layer),
    kvHeads: Array.from({ length: trace.kvHeads }, (_, head) => head),
    fromStep: 0,
    toStep: trace.steps,
  },
  runs,
};

async function timed<Result>(what: string, work: () => Promise<Result>): Promise<number> {
  const started = performance.now();
  await work();
  const seconds = (performance.now() - started) / 1000;
  console.log(`${what.padEnd(46)} ${seconds.toFixed(1)} s`);
  return seconds;
}

async function main(): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), "kvtrace-bench-"));
  const file = path.join(folder, "long.kvtrace");
  try {
    await timed("generate the trace", () =>
      generateInWorker(worker, file, parseGenerateParameters(trace)),
    );
    const location = { kind: "file", path: file } as const;
    console.log(`trace of ${(statSync(file).size / 2 ** 20).toFixed(0)} MiB`);
    const opened = await openLocation(location);
    const groups = jobsOf(plan).length;
    const plain = await timed(`plain TypeScript, 1 of ${groups} groups, 1 thread`, () =>
      simulateHead(opened, plan, jobsOf(plan)[0], plainNumerics, {
        shouldStop: () => false,
        onSteps: () => undefined,
        onResults: () => undefined,
      }),
    );
    await opened.close();
    const pool = new SimulationPool(worker, workers);
    let peak = 0;
    const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 100);
    const whole = await timed(`the whole run, ${workers} workers`, () =>
      pool.run(location, opened.header, plan, {
        onProgress: () => undefined,
        onResults: () => undefined,
      }),
    );
    clearInterval(watch);
    await pool.dispose();
    const steps = groups * (trace.queryHeads / trace.kvHeads) * trace.steps * runs.length;
    console.log(`${((whole * 1e6) / steps).toFixed(0)} us per run, query head and step`);
    console.log(`${((plain * groups) / whole).toFixed(1)} times plain TypeScript on one thread`);
    console.log(`resident memory at most ${(peak / 2 ** 20).toFixed(0)} MiB, threads included`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

void main();
