/**
 * A stored run of about 7 GB of results: how much memory and time it takes to open it and to read
 * one layer of 64 runs. An argument is the number of layers that are written; 32 without one, of
 * which the footers and the check of the tables depend, but not the part that is read.
 */
import { fork } from "node:child_process";
import { createHash } from "node:crypto";
import { createReadStream, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { LoadsTable } from "../../src/core/experiment/store/loads-table";
import { runFiles } from "../../src/core/experiment/store/run-files";
import { tableFiles } from "../fixtures/experiment/table-files";
import { writeRunRecord } from "../../src/core/experiment/store/run-folder";
import { thisProgram } from "../../src/core/experiment/store/results-version";
import { RunMeans } from "../../src/core/figures/means";
import { writeRunsTable } from "../../src/core/experiment/store/runs-table";
import { StepsTable } from "../../src/core/experiment/store/steps-table";
import { ExperimentThread } from "../../src/core/experiment/thread/experiment-thread";
import { defaultDevicePreset } from "../../src/core/memory/device-presets";
import type { RunConfiguration } from "../../src/core/simulation/run/configuration";
import { loadColumnNames } from "../../src/core/figures/load-figures";
import { stepColumnNames } from "../../src/core/figures/step-figures";
import type { HeadResult } from "../../src/core/simulation/run/result";

const runs = 100;
const heads = 32;
const groupHeads = 4;
const steps = 128;
const unitsPerChannel = 16;
const readRuns = 64;

const megabyte = 2 ** 20;
const range = (count: number) => Array.from({ length: count }, (_, at) => at);

/** Numbers that do not compress, to take figures from. */
const pool = new Float64Array(2 ** 20);
let state = 1;
for (let at = 0; at < pool.length; at++) {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  pool[at] = state / 2 ** 20;
}
const pool32 = Float32Array.from(pool);

function headOf(run: number, layer: number, queryHead: number): HeadResult {
  const seed = (run * 32 + layer) * heads + queryHead;
  const from = (at: number) =>
    (seed * 7919 + at * 104729) % (pool.length - steps * unitsPerChannel);
  return {
    ...{ run, layer, kvHead: Math.floor(queryHead / groupHeads), queryHead, fromStep: 0, steps },
    columns: Object.fromEntries(
      stepColumnNames.map((name, at) => [name, pool.slice(from(at), from(at) + steps)]),
    ) as HeadResult["columns"],
    unitsPerChannel,
    loads: Object.fromEntries(
      loadColumnNames.map((name, at) => [
        name,
        pool32.slice(from(at), from(at) + steps * unitsPerChannel),
      ]),
    ) as HeadResult["loads"],
  };
}

async function write(folder: string, layers: number): Promise<void> {
  const file = (name: string) => path.join(folder, name);
  const stepsTable = await StepsTable.create(file(runFiles.steps));
  const loadsTable = await LoadsTable.create(file(runFiles.loads));
  const means = range(runs).map(() => new RunMeans());
  for (const run of range(runs))
    for (const layer of range(layers))
      for (const queryHead of range(heads)) {
        const head = headOf(run, layer, queryHead);
        means[run].add(head);
        await stepsTable.add("long.kvtrace", head);
        await loadsTable.add("long.kvtrace", head);
      }
  await stepsTable.finish();
  await loadsTable.finish();
  const configurations = range(runs).map((run): RunConfiguration => ({
    policy: "token-topk",
    parameters: {},
    budget: 64 * (run + 1),
    placement: "token-order",
    device: defaultDevicePreset.name,
    chargeIndex: true,
    chargeClustering: true,
    energyModel: "row-aware",
  }));
  const summaries = means.map((each) => each.summary());
  await writeRunsTable(file(runFiles.runs), ["long.kvtrace"], configurations, [summaries]);
  const tables: [string, { size: number; sha256: string }][] = [];
  for (const name of tableFiles) {
    const hash = createHash("sha256");
    for await (const chunk of createReadStream(file(name))) hash.update(chunk as Uint8Array);
    tables.push([name, { size: statSync(file(name)).size, sha256: hash.digest("hex") }]);
  }
  await writeRunRecord(folder, {
    ...{ program: thisProgram, name: "long", experiment: "long.kvsim.json", digest: "" },
    ...{ state: "complete", started: new Date(0).toISOString(), runs: configurations },
    devices: [defaultDevicePreset],
    traces: [
      {
        ...{ name: "long.kvtrace", path: file("long.kvtrace"), size: 0, groupHeads },
        scope: {
          layers: range(layers),
          kvHeads: range(heads / groupHeads),
          fromStep: 0,
          toStep: steps,
        },
      },
    ],
    limits: [],
    tables: Object.fromEntries(tables),
  });
}

async function read(folder: string): Promise<void> {
  const peak = () => `peak RSS ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB`;
  const started = performance.now();
  const told = (what: string) => {
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    console.log(`${what.padEnd(34)} ${seconds.padStart(6)} s  ${peak()}`);
  };
  const thread = new ExperimentThread(path.resolve("dist/experiment.mjs"));
  const results = await thread.open(folder, 0);
  told("the plan");
  const kept: HeadResult[] = [];
  const { layers } = results.plan.scope;
  const first = { layers: layers.slice(-1), runs: [0] };
  await results.heads(first, (some) => kept.push(...some));
  told("tables checked, first heads");
  kept.length = 0;
  const part = { layers: layers.slice(-1), runs: range(readRuns) };
  await results.heads(part, (some) => kept.push(...some));
  told(`${kept.length} heads`);
  await results.close();
}

const child = (...args: string[]) =>
  new Promise<void>((resolve, reject) => {
    const forked = fork(process.argv[1], args);
    forked.on("exit", (code) => (code === 0 ? resolve() : reject(new Error(`ended with ${code}`))));
  });

async function main(): Promise<void> {
  const layers = Number(process.argv[2] ?? 32);
  const folder = mkdtempSync(path.join(tmpdir(), "kvtrace-stored-"));
  try {
    await child("write", folder, String(layers));
    const bytes = tableFiles.reduce((sum, name) => sum + statSync(path.join(folder, name)).size, 0);
    const values =
      runs *
      layers *
      heads *
      steps *
      (stepColumnNames.length * 8 + loadColumnNames.length * unitsPerChannel * 4);
    console.log(
      `${runs} runs, ${layers} layers: ${(values / megabyte).toFixed(0)} MB of results in ${(bytes / megabyte).toFixed(0)} MB of tables`,
    );
    await child("read", folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const [, , task, folder = "", layers] = process.argv;
if (task === "write") await write(folder, Number(layers));
else if (task === "read") await read(folder);
else await main();
