/** How much of the time until the inspector is on screen is ours, for a small file and a huge one. */
import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Browser } from "playwright-core";
import { createSparseTrace } from "../fixtures/trace/sparse-trace";
import { firstPaintOf, loadInspector, openForPage } from "./inspector-page";
import { printGoal } from "./measure";

const rounds = 7;
/** Milliseconds, of the host and the page together. */
const goal = 300;

export async function benchFirstPaint(browser: Browser): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), "kvtrace-bench-"));
  try {
    const huge = path.join(folder, "huge.kvtrace");
    await createSparseTrace(huge, 10e9);
    console.log("\nFirst paint of the inspector, host and page");
    const small = await measure(browser, path.resolve("media/samples/oz-small.kvtrace"));
    const large = await measure(browser, huge);
    const slowest = Math.max(small, large);
    printGoal(`within ${goal} ms of our own time: ${slowest.toFixed(0)} ms`, slowest <= goal);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** The least disturbed round, in milliseconds; each opens the file anew in a new page. */
async function measure(browser: Browser, file: string): Promise<number> {
  const { size } = await stat(file);
  const times: { readonly host: number; readonly page: number }[] = [];
  for (let round = 0; round < rounds; round++) {
    const started = performance.now();
    const trace = await openForPage(file, size);
    const host = performance.now() - started;
    const page = await loadInspector(browser, trace);
    times.push({ host, page: await firstPaintOf(page) });
    await page.close();
  }
  const inOrder = times.sort((a, b) => a.host + a.page - b.host - b.page);
  const [{ host, page }] = inOrder;
  const name = `${(size / 1e6).toFixed(size < 1e7 ? 1 : 0)} MB`.padEnd(12);
  const parts = `host ${host.toFixed(1)} ms, page ${page.toFixed(0)} ms`;
  console.log(`  ${name} ${(host + page).toFixed(0).padStart(5)} ms: ${parts}`);
  return host + page;
}
