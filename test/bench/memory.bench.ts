/**
 * How much memory it takes to open, simulate, run, merge and look at what is large: a sparse file of
 * 100 GB, a context of 131072 tokens, 10 000 runs, and a stored run of 100 runs and 32 layers. Each
 * is measured in a process of its own, threads included.
 */
import { fork } from "node:child_process";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { memoryCases, type MemoryCase } from "./memory-cases";
import { memoryTasks, type MemoryTask } from "./memory-tasks";

/** What a process tells when it is done, in bytes. */
interface Peak {
  readonly resident: number;
  readonly heap: number;
}

const megabyte = 2 ** 20;

/** Does one task in this process and tells its peak. */
async function work(name: string, task: MemoryTask, folder: string): Promise<void> {
  let heap = 0;
  const watch = setInterval(() => (heap = Math.max(heap, process.memoryUsage().heapUsed)), 20);
  await memoryTasks[task](memoryCase(name), folder);
  clearInterval(watch);
  heap = Math.max(heap, process.memoryUsage().heapUsed);
  const resident = process.resourceUsage().maxRSS * 1024;
  await new Promise((resolve) => process.send!({ resident, heap }, resolve));
  process.exit();
}

function memoryCase(name: string): MemoryCase {
  const found = memoryCases.find((one) => one.name === name);
  if (found === undefined) throw new Error(`no such case: ${name}`);
  return found;
}

const child = (...args: string[]) =>
  new Promise<Peak>((resolve, reject) => {
    const forked = fork(process.argv[1], args);
    let peak: Peak | undefined;
    forked.on("message", (told) => (peak = told as Peak));
    forked.on("exit", (code) => {
      if (peak) resolve(peak);
      else reject(new Error(`${args.join(" ")} ended with ${code}`));
    });
  });

async function main(): Promise<void> {
  const row = (...cells: readonly string[]) =>
    console.log(cells.map((cell, at) => (at < 2 ? cell.padEnd(26) : cell.padStart(11))).join(""));
  row("what", "done with it", "RSS, MB", "heap, MB", "bound, MB", "");
  for (const { name, file, tasks } of memoryCases) {
    const folder = mkdtempSync(path.join(tmpdir(), "kvtrace-memory-"));
    try {
      await child(name, "prepare", folder);
      if (file !== undefined) {
        const gigabytes = statSync(path.join(folder, file)).size / 1e9;
        if (gigabytes > 1) console.log(`${file}: ${gigabytes.toFixed(0)} GB`);
      }
      for (const [task, bound] of tasks) {
        const { resident, heap } = await child(name, task, folder);
        const numbers = [resident / megabyte, heap / megabyte, bound];
        const verdict = resident <= bound * megabyte ? "ok" : "above";
        row(name, task, ...numbers.map((number) => number.toFixed(0)), verdict);
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  }
}

const [name, task, folder] = process.argv.slice(2);
if (process.send) await work(name, task as MemoryTask, folder);
else await main();
