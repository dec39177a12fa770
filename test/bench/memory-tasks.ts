import { mkdirSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseExperiment } from "../../src/core/experiment/definition/parse-experiment";
import { openExperiment } from "../../src/core/experiment/definition/open-experiment";
import { mergeShards } from "../../src/core/experiment/run/merge-shards";
import { runExperiment } from "../../src/core/experiment/run/run-experiment";
import { parseShard, type Shard } from "../../src/core/experiment/shards/shard";
import { ExperimentThread } from "../../src/core/experiment/thread/experiment-thread";
import type { HeadResult } from "../../src/core/simulation/run/result";
import { openHeader } from "../../src/core/simulation/threads/open-header";
import { SimulationPool } from "../../src/core/simulation/threads/pool";
import { encodeHeader, type TensorShape } from "../../src/core/trace/header/encode-header";
import { KeptResults } from "../../src/shared/kept-results";
import type { MemoryCase } from "./memory-cases";
import { writeStoredRun } from "./write-stored-run";

export type MemoryTask =
  "prepare" | "open" | "simulate" | "run" | "shard 1/2" | "shard 2/2" | "merge" | "trade-off";

type Work = (of: MemoryCase, folder: string) => Promise<void>;

/** Most runs that a page shows at once. */
const shownRuns = 64;

const whole = "whole";
const parts = "parts";

export const memoryTasks: Readonly<Record<MemoryTask, Work>> = {
  prepare: async ({ file, trace, budgets }, folder) => {
    if (file === undefined) {
      mkdirSync(path.join(folder, whole));
      const size = { ...trace, runs: budgets.length, heads: trace.queryHeads };
      await writeStoredRun(path.join(folder, whole), size);
      return;
    }
    writeSparse(path.join(folder, file), trace);
    writeFileSync(experimentFile(folder), experimentText(file, budgets));
  },
  open: async (of, folder) => {
    await withPool(async (pool) => {
      await headerOf(of, folder, pool);
    });
  },
  simulate: async (of, folder) => {
    const { steps } = of.trace;
    await withPool(async (pool) => {
      const header = await headerOf(of, folder, pool);
      const { runs, devices } = await planOf(folder);
      const scope = { layers: [0], kvHeads: [0], fromStep: 0, toStep: steps };
      const results = new KeptResults();
      const listener = {
        onProgress: () => undefined,
        onResults: (heads: readonly HeadResult[]) => {
          for (const head of heads) results.add(String(head.run), head);
        },
      };
      const shown = runs.slice(0, shownRuns);
      await pool.run(locationOf(of, folder), header, { scope, runs: shown, devices }, listener);
    });
  },
  run: (_, folder) => runInto(folder, whole),
  "shard 1/2": (_, folder) => runInto(folder, parts, parseShard("shard", "1/2")),
  "shard 2/2": (_, folder) => runInto(folder, parts, parseShard("shard", "2/2")),
  merge: async (_, folder) => {
    await mergeShards(path.join(folder, parts));
  },
  "trade-off": async ({ trace }, folder) => {
    const thread = new ExperimentThread(path.resolve("dist/experiment.mjs"));
    const results = await thread.open(path.join(folder, whole), 0);
    const { scope, runs } = results.plan;
    const kept = new KeptResults();
    for (const layer of scope.layers.slice(0, trace.layers)) {
      const part = { layers: [layer], runs: runs.slice(0, shownRuns).map((_, run) => run) };
      kept.show(part.runs.map((run) => `${layer} ${run}`));
      await results.heads(part, (heads) => {
        for (const head of heads) kept.add(`${layer} ${head.run}`, head);
      });
    }
    await results.close();
  },
};

async function withPool(work: (pool: SimulationPool) => Promise<void>): Promise<void> {
  const pool = new SimulationPool(path.resolve("dist/worker.mjs"), 1);
  try {
    await work(pool);
  } finally {
    await pool.dispose();
  }
}

async function headerOf(of: MemoryCase, folder: string, pool: SimulationPool) {
  const trace = await openHeader(locationOf(of, folder), pool);
  await trace.close();
  return trace.header;
}

const locationOf = ({ file = "" }: MemoryCase, folder: string) =>
  ({ kind: "file", path: path.join(folder, file) }) as const;

/** A trace of zeros that takes no room on the disk. */
function writeSparse(file: string, trace: MemoryCase["trace"]): void {
  const { layers, kvHeads, queryHeads, promptTokens, steps, headDimension } = trace;
  const dtype = "F16";
  const tensors = Array.from({ length: layers }, (_, layer): TensorShape[] => [
    { name: `layers.${layer}.keys`, dtype, shape: [kvHeads, promptTokens + steps, headDimension] },
    {
      name: `layers.${layer}.values`,
      dtype,
      shape: [kvHeads, promptTokens + steps, headDimension],
    },
    { name: `layers.${layer}.queries`, dtype, shape: [queryHeads, steps, headDimension] },
  ]).flat();
  const { bytes, dataBytes } = encodeHeader(tensors, {
    prompt_tokens: String(promptTokens),
    decode_steps: String(steps),
  });
  writeFileSync(file, bytes);
  truncateSync(file, bytes.length + dataBytes);
}

const experimentFile = (folder: string) => path.join(folder, "large.kvsim.json");

function experimentText(file: string, budgets: readonly number[]): string {
  return JSON.stringify({
    traces: file,
    layers: [0, 1],
    kvHeads: [0],
    policies: ["token-topk"],
    budgets,
  });
}

function experimentOf(folder: string) {
  const file = experimentFile(folder);
  const text = readFileSync(file, "utf8");
  return { file, text, experiment: parseExperiment(text, file) };
}

/** The runs of a case's experiment. */
async function planOf(folder: string) {
  const { file, experiment } = experimentOf(folder);
  const { runs, devices } = await openExperiment(experiment, file);
  return { runs, devices };
}

async function runInto(folder: string, name: string, shard?: Shard): Promise<void> {
  const { file, text, experiment } = experimentOf(folder);
  await withPool(async (pool) => {
    const out = path.join(folder, name);
    const target = { file, text, out, resume: false, ...(shard && { shard }) };
    await runExperiment(experiment, { ...target, pool, parallel: 1 });
  });
}
