/** Whether every frame shows another step while the step slider is dragged. */
import { stat } from "node:fs/promises";
import path from "node:path";
import type { Browser, Page } from "playwright-core";
import type { SimulationPlan } from "../../src/core/simulation/run/configuration";
import { SimulationPool } from "../../src/core/simulation/threads/pool";
import type { HeadResult } from "../../src/core/simulation/run/result";
import { resultMessages } from "../../src/core/simulation/run/result-parts";
import type { ViewName } from "../../src/shared/protocol";
import { loadInspector, openForPage, sendToPage } from "./inspector-page";
import { printGoal } from "./measure";
import { processorTime } from "./processor-time";

const sample = path.resolve("media/samples/oz-small.kvtrace");
const frames = 240;
/** Where a view says which step it shows, and how. */
const signs: Partial<Record<ViewName, string>> = {
  banks: 'document.querySelector("[data-test=banks-scope]").textContent.endsWith("step " + moved)',
  time: 'document.querySelector("#chart-steps").getAttribute("aria-label").includes("step " + moved + " is marked")',
  "trade-off":
    'document.querySelector("#step").getAttribute("aria-valuetext").startsWith("step " + moved + " of")',
};
/** Frames that come later than this, in milliseconds, show that some are left out. */
const lateAfter = 25;

/** What was seen while dragging. */
interface Drag {
  /** Frames that showed the step of the slider's last move. */
  readonly shown: number;
  /** Milliseconds from frame to frame, [frames]. */
  readonly times: readonly number[];
}

export async function benchStepSlider(browser: Browser): Promise<void> {
  const { size } = await stat(sample);
  const page = await loadInspector(browser, await openForPage(sample, size));
  await giveResults(page);
  const session = await browser.newBrowserCDPSession();
  console.log(`\nDragging the step slider, a move in each of ${frames} frames`);
  for (const [view, sign] of Object.entries(signs)) {
    await page.locator(`#tab-${view}`).click();
    await drag(page, 30, sign);
    const before = await processorTime(session);
    const { shown, times } = await drag(page, frames, sign);
    const cpu = ((await processorTime(session)) - before) / frames;
    const median = [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)];
    const text = `${shown} of ${frames} frames show their step`;
    console.log(
      `  ${view.padEnd(10)} ${median.toFixed(1)} ms from frame to frame, ` +
        `${cpu.toFixed(1)} ms of processor; ${text}`,
    );
    printGoal(`every frame shows a step in ${view}`, shown === frames && median < lateAfter);
  }
  await page.close();
}

/** Simulates what the page asks for and sends it the results as the host does. */
async function giveResults(page: Page): Promise<void> {
  const [{ id, plan }] = await page.evaluate<{ id: number; plan: SimulationPlan }[]>(
    "window.asked.filter(({ kind }) => kind === 'simulate')",
  );
  const heads = await simulate(plan);
  const messages = resultMessages(heads).map((results) => {
    return { kind: "result", id, results } as const;
  });
  await sendToPage(page, [...messages, { kind: "reply", id, value: { heads: heads.length } }]);
  await page.locator('body[data-painted="true"][data-state="complete"]').waitFor();
}

async function simulate(plan: SimulationPlan): Promise<HeadResult[]> {
  const { header } = await openForPage(sample, 0);
  const pool = new SimulationPool(path.resolve("dist/worker.mjs"), 1);
  const heads: HeadResult[] = [];
  try {
    await pool.run({ kind: "file", path: sample }, header, plan, {
      onProgress: () => undefined,
      onResults: (results) => heads.push(...results),
    });
  } finally {
    await pool.dispose();
  }
  return heads;
}

/**
 * Moves the slider once per frame, and sees in the next whether the view shows the step.
 * @param sign an expression about the step `moved`
 */
function drag(page: Page, count: number, sign: string): Promise<Drag> {
  return page.evaluate<Drag>(`new Promise((resolve) => {
    const slider = document.querySelector("#step");
    const steps = Number(slider.max) + 1;
    const times = [];
    let shown = 0;
    let before;
    let moved = Number(slider.value);
    const frame = (now) => {
      if (before !== undefined) {
        times.push(now - before);
        if (${sign}) shown++;
      }
      before = now;
      if (times.length === ${count}) return resolve({ shown, times });
      moved = (moved + 1) % steps;
      slider.value = String(moved);
      slider.dispatchEvent(new Event("input", { bubbles: true }));
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  })`);
}
