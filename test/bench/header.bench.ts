/** How long a header of 100 000 tensors keeps the thread busy that opens it, beside its own work. */
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { setTimeout as wait } from "node:timers/promises";
import { canonicalJson } from "../../src/core/same-value";
import { openHeader } from "../../src/core/simulation/threads/open-header";
import { SimulationPool } from "../../src/core/simulation/threads/pool";
import { openLocation, type TraceLocation } from "../../src/core/simulation/threads/trace-location";
import { encodeHeader, type TensorShape } from "../../src/core/trace/header/encode-header";
import type { TokenTrace } from "../../src/core/trace/trace";
import { printGoal } from "./measure";

const tensors = 100_000;
const layers = 10_000;

/** Milliseconds for which the editor's own thread may be busy. */
const longestPause = 50;

function writeTrace(file: string): void {
  const shapes: TensorShape[] = Array.from({ length: tensors }, (_, at) => {
    if (at < layers) return { name: `layers.${at}.keys`, dtype: "F16", shape: [1, 2, 1] };
    return { name: `model.layers.${at}.weight`, dtype: "F16", shape: [0] };
  });
  const { bytes, dataBytes } = encodeHeader(shapes, { prompt_tokens: "1", decode_steps: "1" });
  const descriptor = openSync(file, "w");
  writeSync(descriptor, bytes);
  writeSync(descriptor, new Uint8Array(dataBytes));
  closeSync(descriptor);
}

/** The longest pause of this thread's event loop while a trace is opened, and the time until then. */
async function opening(open: () => Promise<Pick<TokenTrace, "close">>): Promise<[number, number]> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  await wait(20);
  delay.reset();
  const before = performance.now();
  const trace = await open();
  const time = performance.now() - before;
  await wait(20);
  delay.disable();
  await trace.close();
  return [delay.max / 1e6, time];
}

/** Other programs only add to a pause: the least of a few is the opening's own. */
const attempts = 5;

/** What the machine's other work costs: a pause as long as an opening, with nothing opened. */
async function idle(): Promise<Pick<TokenTrace, "close">> {
  await wait(2000);
  return { close: () => Promise.resolve() };
}

const folder = mkdtempSync(path.join(tmpdir(), "kvtrace-header-"));
const pool = new SimulationPool(path.resolve("dist/worker.mjs"), 1);
try {
  const location: TraceLocation = { kind: "file", path: path.join(folder, "many.kvtrace") };
  writeTrace(location.path);
  console.log(`\na header of ${tensors} tensors, ${layers} layers`);
  const print = (what: string, [pause, time]: readonly [number, number]): void => {
    console.log(
      `  ${what.padEnd(34)} longest pause ${pause.toFixed(0)} ms, open after ${time.toFixed(0)} ms`,
    );
  };
  print("read by the caller", await opening(() => openLocation(location)));
  print("the machine alone, nothing opened", await opening(idle));
  print("by a thread that starts", await opening(() => openHeader(location, pool)));
  let least = [Infinity, Infinity] as readonly [number, number];
  for (let attempt = 0; attempt < attempts; attempt++) {
    const opened = await opening(() => openHeader(location, pool));
    if (opened[0] < least[0]) least = opened;
  }
  print("by a thread that runs, the least", least);
  const same = await Promise.all([openLocation(location), openHeader(location, pool)]);
  const [whole, short] = same.map(({ header }) => canonicalJson(header.layers));
  await Promise.all(same.map((trace) => trace.close()));
  printGoal("the same layers", whole === short);
  printGoal(`no pause above ${longestPause} ms`, least[0] <= longestPause);
} finally {
  await pool.dispose();
  rmSync(folder, { recursive: true });
}
