/** Projections of dense weights onto Monarch matrices against their goals. */
import { cpus } from "node:os";
import { projectWeight } from "../../src/core/cim/monarch/project";
import type { Projection } from "../../src/core/cim/monarch/projection";
import { randomDense } from "../fixtures/cim/random-weights";
import { printGoal } from "./measure";

/** Order of the weight and the seconds that its projection may take. */
const goals = [
  [1024, 2],
  [4096, 60],
] as const;

/** What the longest wait between two calls of the event loop may be, so that a cancel is heard. */
const patience = 0.25;

interface Measured {
  readonly projection: Projection;
  readonly seconds: number;
  readonly longestWait: number;
}

async function measure(order: number): Promise<Measured> {
  const weight = randomDense(order, order, 1);
  const start = performance.now();
  let last = start;
  let longestWait = 0;
  const onProgress = () => {
    const now = performance.now();
    longestWait = Math.max(longestWait, now - last);
    last = now;
  };
  const options = { padding: true, inputPermutation: false, onProgress };
  const projection = await projectWeight(weight, options);
  const seconds = (performance.now() - start) / 1000;
  return { projection, seconds, longestWait: longestWait / 1000 };
}

async function main(): Promise<void> {
  console.log(`${cpus()[0].model}, Node ${process.version}; wall time, one thread, random weights`);
  await measure(256);
  for (const [order, goal] of goals) {
    const { projection, seconds, longestWait } = await measure(order);
    const error = Math.sqrt(projection.residualSquared / projection.normSquared);
    console.log(
      `\n${order} x ${order}: ${seconds.toFixed(2)} s, relative error ${error.toFixed(4)}`,
    );
    printGoal(`at most ${goal} s`, seconds <= goal);
    printGoal(
      `progress at least every ${patience} s: ${longestWait.toFixed(3)} s`,
      longestWait <= patience,
    );
  }
}

void main();
