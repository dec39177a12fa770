/**
 * How long a view waits for an answer on a long trace: for the first, which starts a thread, reads
 * and clusters the head; for the next ones about that head; and for those while a simulation of the
 * same run has every other thread of the pool busy. Each policy that clusters is tried by itself,
 * since clusters are what a thread can spend most time on without a break.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { defaultDevicePreset } from "../../src/core/memory/device-presets";
import type { PlacementId } from "../../src/core/placement/placement";
import { findPolicy } from "../../src/core/policy/registry";
import { detailQuestion } from "../../src/core/simulation/questions/detail";
import { planOfPlace } from "../../src/core/simulation/questions/timeline";
import type { RunConfiguration } from "../../src/core/simulation/run/configuration";
import { SimulationPool } from "../../src/core/simulation/threads/pool";
import { openLocation } from "../../src/core/simulation/threads/trace-location";
import { generateInWorker } from "../../src/core/simulation/threads/write-in-worker";
import { parseGenerateParameters } from "../../src/core/trace/generate/options";
import type { TraceHeader } from "../../src/core/trace/trace";
import { printGoal } from "./measure";

const worker = path.resolve("dist/worker.mjs");
const shape = {
  layers: 4,
  kvHeads: 2,
  queryHeads: 8,
  promptTokens: 16320,
  steps: 64,
  headDimension: 128,
};
const rounds = 9;
/** Milliseconds that a person takes for at once. */
const goal = 300;

const runOf = (
  policy: string,
  placement: PlacementId = findPolicy(policy).defaultPlacement,
): RunConfiguration => ({
  policy,
  parameters: {},
  budget: 1024,
  placement,
  device: defaultDevicePreset.name,
  chargeIndex: true,
  chargeClustering: true,
  energyModel: "row-aware",
});

const runs = {
  full: runOf("full"),
  "token-topk": runOf("token-topk"),
  starc: runOf("starc"),
  "starc, ordered": runOf("starc", "starc-ordered"),
  "starc-v1": runOf("starc-v1"),
  clusterkv: runOf("clusterkv"),
};

type Ask = (pool: SimulationPool, step: number) => Promise<unknown>;

function questionsOf(file: string, header: TraceHeader, run: RunConfiguration) {
  const location = { kind: "file", path: file } as const;
  const [layer, queryHead, kvHead] = [2, 5, 1];
  const bank = 3;
  return {
    timeline: (pool, step) => {
      const plan = planOfPlace(header, { run, layer, queryHead, step });
      return pool.ask(location, "timeline", { plan, queryHead });
    },
    "bank's tokens": (pool, step) => {
      const plan = planOfPlace(header, { run, layer, queryHead, step });
      return pool.ask(location, "bankTokens", { plan, bank });
    },
    selection: (pool, step) => {
      const steps = { fromStep: step, toStep: step + 1 };
      const request = { kind: "selection", run, layer, queryHead, ...steps } as const;
      return pool.ask(location, "selection", detailQuestion(header, request));
    },
    clusters: (pool, step) => {
      const request = { kind: "clusters", run, layer, kvHead, step } as const;
      return pool.ask(location, "clusters", detailQuestion(header, request));
    },
  } satisfies Record<string, Ask>;
}

/** Milliseconds of each of several answers, ascending. */
async function timesOf(pool: SimulationPool, ask: Ask, count = rounds): Promise<number[]> {
  const times: number[] = [];
  for (let round = 0; round < count; round++) {
    const started = performance.now();
    await ask(pool, round % shape.steps);
    times.push(performance.now() - started);
  }
  return times.sort((a, b) => a - b);
}

const median = (times: readonly number[]) => times[Math.floor(times.length / 2)];

/** Runs `work` while a simulation keeps the pool busy, however long it takes. */
async function whileSimulating<Result>(
  pool: SimulationPool,
  file: string,
  header: TraceHeader,
  run: RunConfiguration,
  work: () => Promise<Result>,
): Promise<Result> {
  const location = { kind: "file", path: file } as const;
  const scope = { layers: [0, 1, 2, 3], kvHeads: [0, 1], fromStep: 0, toStep: shape.steps };
  const listener = { onProgress: () => undefined, onResults: () => undefined };
  const done = new AbortController();
  const simulated = (async () => {
    while (!done.signal.aborted) {
      const plan = { scope, runs: [run] };
      await pool.run(location, header, plan, listener, done.signal).catch((error: unknown) => {
        if (!done.signal.aborted) throw error;
      });
    }
  })();
  // The simulation is well under way.
  await new Promise((resolve) => setTimeout(resolve, 500));
  try {
    return await work();
  } finally {
    done.abort();
    await simulated;
  }
}

async function measure(threads: number, file: string, header: TraceHeader): Promise<void> {
  console.log(`\n${threads} simulating thread${threads > 1 ? "s" : ""}, milliseconds, medians`);
  let longest = 0;
  for (const [name, run] of Object.entries(runs)) {
    for (const [about, ask] of Object.entries(questionsOf(file, header, run))) {
      const pool = new SimulationPool(worker, threads);
      try {
        const [first] = await timesOf(pool, ask, 1);
        const alone = median(await timesOf(pool, ask));
        const during = await whileSimulating(pool, file, header, run, () => timesOf(pool, ask));
        const most = during[during.length - 1];
        longest = Math.max(longest, most);
        console.log(
          `  ${name.padEnd(15)} ${about.padEnd(14)} first ${text(first)}  alone ${text(alone)}` +
            `  during ${text(median(during))}  at most ${text(most)}` +
            `  ${(median(during) / alone).toFixed(2)} times`,
        );
      } finally {
        await pool.dispose();
      }
    }
  }
  printGoal(
    `every answer about a head that was asked about before within ${goal} ms, ${threads} simulating`,
    longest <= goal,
  );
}

const text = (milliseconds: number) => milliseconds.toFixed(0).padStart(5);

async function main(): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), "kvtrace-question-"));
  const file = path.join(folder, "long.kvtrace");
  try {
    await generateInWorker(worker, file, parseGenerateParameters(shape));
    const trace = await openLocation({ kind: "file", path: file });
    await trace.close();
    for (const threads of [1, 2]) await measure(threads, file, trace.header);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

void main();
