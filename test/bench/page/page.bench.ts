/**
 * How fast the inspector answers in VS Code, on traces as long as it is meant for: from double click
 * to the first map, from key to paint where a step and where a tab changes, in every view; the
 * longest task meanwhile, and what moved on the page though nobody moved it. Times stand beside that
 * of a key that changes nothing, which is what the browser and the machine take at that time.
 *
 * The packaged extension is what is measured. A folder named behind the command keeps the traces.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { CDPSession, Frame } from "playwright-core";
import type { ViewName } from "../../../src/shared/protocol";
import { webviewFrame } from "../../host/webview.mjs";
import type { Workbench } from "../../host/workbench.mjs";
import { startHost } from "../../e2e/host";
import type { Move } from "../../e2e/moved-parts";
import { contentOf } from "../../e2e/views";
import { printGoal } from "../measure";
import { longTraces } from "./long-traces";
import { takeSeen, watchPage, type Seen } from "./page-clock";
import { processorTime } from "../processor-time";

const views: readonly ViewName[] = ["banks", "time", "timeline", "tokens", "clusters", "trade-off"];
/** Milliseconds each. */
const goals = { open: 1500, step: 50, tab: 100, task: 100 };
const steps = 16;
const keysAlone = ["q", "q", "q", "q"];
const rounds = 4;
/** Milliseconds after a change until the page has what it asked the host for, and rests. */
const rest = 700;
/** Milliseconds that a simulation may take. */
const patience = 900_000;

/** The page of a trace, and the processes that show it. */
interface Opened {
  readonly workbench: Workbench;
  readonly frame: Frame;
  readonly session: CDPSession;
}

/** What was seen while the same was done several times. */
interface Doing extends Seen {
  /** Milliseconds on a processor, each time. */
  readonly cpu: number;
}

/** Presses keys one after the other, the page at rest before each. */
async function press({ workbench, frame, session }: Opened, keys: readonly string[]) {
  await takeSeen(frame);
  const before = await processorTime(session);
  for (const key of keys) {
    await workbench.press(key);
    await frame.waitForTimeout(rest);
  }
  const cpu = ((await processorTime(session)) - before) / keys.length;
  return { ...(await takeSeen(frame)), cpu };
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

const most = (values: readonly number[]): number => Math.max(0, ...values);

function printMoves(name: string, moves: readonly Move[]): void {
  const parts = [...new Set(moves.flatMap(({ parts }) => parts))];
  if (parts.length > 0) printGoal(`nothing moves in ${name}: ${parts.join(", ")}`, false);
}

/** @param still a key that changes nothing */
function print(name: string, seen: Doing, goal: number, still: Doing): void {
  const { paints, longTasks, moves, cpu } = seen;
  const paint = median(paints);
  const moved = moves.reduce((sum, { shift }) => sum + shift, 0);
  const columns = [
    `${paint.toFixed(0).padStart(5)} ms (most ${most(paints).toFixed(0)}, a key alone ${median(still.paints).toFixed(0)})`,
    `${cpu.toFixed(0).padStart(4)} ms of processor (a key alone ${still.cpu.toFixed(0)})`,
    `longest task ${most(longTasks).toFixed(0)} ms`,
    `moved ${moved.toFixed(4)}`,
  ];
  console.log(`  ${name.padEnd(18)} ${columns.join(", ")}`);
  if (paint > goal) printGoal(`${name} within ${goal} ms`, false);
  if (most(longTasks) > goals.task) printGoal(`${name} without a task of ${goals.task} ms`, false);
  printMoves(name, moves);
}

async function measureSteps(opened: Opened): Promise<void> {
  for (const view of views) {
    await opened.frame.locator(`#tab-${view}`).click();
    await contentOf(opened.frame, view);
    await opened.frame.locator("#picture").focus();
    await press(opened, ["d", "a"]);
    const still = await press(opened, keysAlone);
    const there = Array.from({ length: steps }, (_, at) => (at < steps / 2 ? "a" : "d"));
    print(`step in ${view}`, await press(opened, there), goals.step, still);
  }
}

async function measureTabs(opened: Opened): Promise<void> {
  await opened.frame.locator("#picture").focus();
  const still = await press(opened, keysAlone);
  for (const [at, view] of views.entries()) {
    const seen: Doing[] = [];
    for (let round = 0; round < rounds; round++) {
      // From another view each time.
      await press(opened, [String(((at + 1 + round) % views.length) + 1)]);
      seen.push(await press(opened, [String(at + 1)]));
    }
    const all: Doing = {
      paints: seen.flatMap(({ paints }) => paints),
      longTasks: seen.flatMap(({ longTasks }) => longTasks),
      moves: seen.flatMap(({ moves }) => moves),
      cpu: seen.reduce((sum, { cpu }) => sum + cpu, 0) / rounds,
    };
    print(`tab ${view}`, all, goals.tab, still);
  }
}

/** Milliseconds from the double click until a map is on screen, as often as it is opened. */
async function open(workbench: Workbench, name: string): Promise<number> {
  const started = performance.now();
  await workbench.openFile(name);
  const frame = await webviewFrame(workbench.page, "#trace-name");
  await frame.locator('body[data-painted="true"]').waitFor({ timeout: patience });
  return performance.now() - started;
}

async function measure(workbench: Workbench, session: CDPSession, name: string): Promise<void> {
  const started = performance.now();
  const painted = await open(workbench, name);
  const frame = await webviewFrame(workbench.page, "#trace-name");
  await watchPage(frame);
  await frame.locator('body[data-state="complete"]').waitFor({ timeout: patience });
  const all = (performance.now() - started) / 1000;
  const simulating = await takeSeen(frame);
  const task = most(simulating.longTasks);
  console.log(
    `\n${name}: first map after ${painted.toFixed(0)} ms, all after ${all.toFixed(1)} s, ` +
      `longest task meanwhile ${task.toFixed(0)} ms`,
  );
  printGoal(`first map within ${goals.open} ms`, painted <= goals.open);
  printGoal(`no task above ${goals.task} ms while simulating`, task <= goals.task);
  printMoves("the page while it opens", simulating.moves);
  await workbench.runCommand("View: Toggle Primary Side Bar Visibility");
  const opened = { workbench, frame, session };
  await measureSteps(opened);
  await measureTabs(opened);
  await workbench.runCommand("View: Toggle Primary Side Bar Visibility");
  await workbench.runCommand("View: Close All Editors");
}

async function main(): Promise<void> {
  const kept = process.argv.at(2);
  const folder = kept ?? mkdtempSync(path.join(tmpdir(), "kvtrace-page-"));
  try {
    const files = await longTraces(folder);
    const sample = path.resolve("media/samples/oz-small.kvtrace");
    const host = await startHost({ ...files, "sample.kvtrace": sample, "warm.kvtrace": sample });
    const { workbench } = host;
    try {
      const session = await workbench.page.context().browser()!.newBrowserCDPSession();
      await workbench.runCommand("KV Trace: Open Sample Trace");
      await webviewFrame(workbench.page, "#trace-name");
      for (const name of ["warm.kvtrace", "sample.kvtrace"]) {
        await workbench.runCommand("View: Close All Editors");
        console.log(`${name}: first map after ${(await open(workbench, name)).toFixed(0)} ms`);
      }
      await workbench.runCommand("View: Close All Editors");
      for (const name of ["sample.kvtrace", ...Object.keys(files)]) {
        await measure(workbench, session, name);
      }
    } finally {
      await host.stop();
    }
  } finally {
    if (kept === undefined) rmSync(folder, { recursive: true });
  }
}

await main();
