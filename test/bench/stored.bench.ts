/**
 * A stored run of about 7 GB of results: how much memory and time it takes to open it and to read
 * one layer of 64 runs. An argument is the number of layers that are written; 32 without one, of
 * which the footers and the check of the tables depend, but not the part that is read.
 */
import { fork } from "node:child_process";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { tableFiles } from "../fixtures/experiment/table-files";
import { ExperimentThread } from "../../src/core/experiment/thread/experiment-thread";
import type { HeadResult } from "../../src/core/simulation/run/result";
import { storedBytes, writeStoredRun } from "./write-stored-run";

const size = { runs: 100, heads: 32, steps: 128 };
const readRuns = 64;

const megabyte = 2 ** 20;
const range = (count: number) => Array.from({ length: count }, (_, at) => at);

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
    const values = storedBytes({ ...size, layers });
    console.log(
      `${size.runs} runs, ${layers} layers: ${(values / megabyte).toFixed(0)} MB of results in ${(bytes / megabyte).toFixed(0)} MB of tables`,
    );
    await child("read", folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const [, , task, folder = "", layers] = process.argv;
if (task === "write") await writeStoredRun(folder, { ...size, layers: Number(layers) });
else if (task === "read") await read(folder);
else await main();
