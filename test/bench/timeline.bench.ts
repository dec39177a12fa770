/**
 * How long the timeline takes to draw itself anew, in Chromium, from the whole step to single
 * commands, against drawing every command as a rectangle in the same browser.
 */
import { build } from "esbuild";
import { startBrowser } from "../../test/host/browser.mjs";
import { printGoal } from "./measure";
import type { TimelineBench } from "./timeline-drawing";

const size = { width: 1600, height: 900 };
const rounds = 60;
/** A frame at 60 Hz, in milliseconds. */
const frame = 16;
const goalCommands = 100_000;
const shares = [1, 0.1, 0.01, 0.001, 0.0001];

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

const { outputFiles } = await build({
  entryPoints: ["test/bench/view/timeline-page.ts"],
  bundle: true,
  write: false,
  format: "iife",
  target: "es2022",
});
const browser = await startBrowser();
try {
  const page = await browser.newPage({ viewport: size });
  await page.setContent("<style>body { margin: 0 } canvas { display: block }</style>");
  await page.addScriptTag({ content: outputFiles[0].text });
  const time = (way: Exclude<keyof TimelineBench, "make">, cycles: number, count: number) =>
    page.evaluate<number[]>(`timelineBench.${way}(${cycles}, ${count})`);
  let slowest = 0;
  for (const commands of [goalCommands, 10 * goalCommands]) {
    const length = await page.evaluate<number>(`timelineBench.make(${commands})`);
    console.log(`\nRedraw of 4 runs of ${commands} commands each, ${size.width} pixels wide`);
    for (const share of shares) {
      const cycles = Math.round(share * length);
      await time("time", cycles, 5);
      const ours = median(await time("time", cycles, rounds));
      const plain = median(await time("timeCommandByCommand", cycles, 3));
      const times = `${ours.toFixed(1).padStart(6)} ms, ${plain.toFixed(1).padStart(7)} ms`;
      const ratio = `${(plain / ours).toFixed(1)} times`;
      console.log(
        `  ${String(cycles).padStart(9)} cycles on screen: ${times} by command, ${ratio}`,
      );
      if (commands === goalCommands) slowest = Math.max(slowest, ours);
    }
  }
  const goal = `a redraw of 4 runs of ${goalCommands} commands within ${frame} ms at every zoom`;
  printGoal(`${goal}: ${slowest.toFixed(1)} ms`, slowest <= frame);
} finally {
  await browser.close();
}
