/**
 * How long the heat map takes to draw itself anew, in Chromium, against drawing every cell as a
 * rectangle in the same browser; then the first paint of the inspector, and dragging through steps. Times include reading a pixel back, so that nothing is left over.
 */
import { build } from "esbuild";
import type { CDPSession } from "playwright-core";
import { startBrowser } from "../../test/host/browser.mjs";
import { benchFirstPaint } from "./first-paint";
import type { Drawing, HeatMapBench } from "./heat-map-drawing";
import { printGoal } from "./measure";
import { processorTime } from "./processor-time";
import { benchStepSlider } from "./step-slider";

/** A large editor: more pixels than a million cells. */
const size = { width: 1400, height: 900 };
const rounds = 40;
/** A frame at 60 Hz, in milliseconds. */
const frame = 16;

const million: Drawing = {
  rows: 1024,
  columns: 1024,
  scale: "linear",
  aggregation: "max",
  inView: 1,
};

const drawings: Readonly<Record<string, Drawing>> = {
  "1 million cells, linear": million,
  "1 million cells, square root": { ...million, scale: "square-root" },
  "1 million cells, log": { ...million, scale: "log" },
  "1 million cells, mean": { ...million, aggregation: "mean" },
  "1 million cells, zoomed to a third": { ...million, inView: 1 / 3 },
  "1 million cells in 256 rows": { ...million, rows: 256, columns: 4096 },
  "4 million cells, 1024 x 4096": { ...million, columns: 4096 },
  "4 million cells, mean": { ...million, columns: 4096, aggregation: "mean" },
};

/** How long one redraw takes, in milliseconds. */
interface Redraw {
  /** Time on a processor, of all threads of the page and of the one that paints, mean. */
  readonly cpu: number;
  /** By the clock, the least disturbed. */
  readonly fastest: number;
}

async function measure(
  session: CDPSession,
  count: number,
  draw: (count: number) => Promise<number[]>,
): Promise<Redraw> {
  await draw(2);
  const before = await processorTime(session);
  const times = await draw(count);
  const cpu = ((await processorTime(session)) - before) / count;
  return { cpu, fastest: Math.min(...times) };
}

function line(name: string, { cpu, fastest }: Redraw, base: Redraw): string {
  const times = `${cpu.toFixed(1).padStart(7)} ms of processor, ${fastest.toFixed(1)} ms by the clock`;
  return `  ${name.padEnd(36)} ${times}, ${(base.cpu / cpu).toFixed(1)} times`;
}

const { outputFiles } = await build({
  entryPoints: ["test/bench/view/heat-map-page.ts"],
  bundle: true,
  write: false,
  format: "iife",
  target: "es2022",
});
const browser = await startBrowser();
try {
  const page = await browser.newPage({ viewport: size });
  const style = "body { margin: 0 } canvas { display: block; width: 100vw; height: 100vh }";
  await page.setContent(`<style>${style}</style>`);
  await page.addScriptTag({ content: outputFiles[0].text });
  const ask = (way: keyof HeatMapBench, drawing: Drawing, count: number) =>
    page.evaluate<number[]>(`heatMapBench.${way}(${JSON.stringify(drawing)}, ${count})`);
  const session = await browser.newBrowserCDPSession();
  const plain = await measure(session, 3, (count) => ask("timeCellByCell", million, count));
  console.log(`\nRedraw of a heat map, ${size.width} x ${size.height} pixels`);
  console.log(line("1 million cells, cell by cell", plain, plain));
  let slowest = 0;
  for (const [name, drawing] of Object.entries(drawings)) {
    const redraw = await measure(session, rounds, (count) => ask("time", drawing, count));
    console.log(line(name, redraw, plain));
    if (drawing.rows * drawing.columns === million.rows * million.columns) {
      slowest = Math.max(slowest, redraw.fastest);
    }
  }
  const goal = `every redraw of a million cells within ${frame} ms by the clock`;
  printGoal(`${goal}: ${slowest.toFixed(1)} ms`, slowest <= frame);
  await page.close();
  await benchFirstPaint(browser);
  await benchStepSlider(browser);
} finally {
  await browser.close();
}
