import { isMainThread, Worker, workerData } from "node:worker_threads";
import { kmeans } from "ml-kmeans";
import type { Clustering } from "../../src/core/clustering/engine";

/** How ml-kmeans is given its points: views of the keys as they are, or copied to plain arrays. */
export type RowKind = "Float32Array rows" | "plain arrays";

interface Problem {
  readonly kind: RowKind;
  readonly points: Float32Array;
  readonly initial: Float32Array;
  readonly dimension: number;
  readonly iterations: number;
  /** 0 while the thread waits, 1 while it works, 2 when it shall end. */
  readonly state: Int32Array;
  readonly labels: Uint32Array;
  readonly centroids: Float32Array;
}

/**
 * ml-kmeans on one problem in a thread of its own: once it has met rows of one kind, the engine
 * makes it slower for the other, and a measurement would depend on what was measured before.
 */
export class MlKmeansThread {
  private readonly problem: Problem;

  /** @param entry the running bundle; it calls `serveMlKmeans` first */
  constructor(
    entry: string,
    given: Pick<Problem, "kind" | "points" | "initial" | "dimension" | "iterations">,
  ) {
    const { points, initial, dimension } = given;
    const shared = (bytes: number) => new SharedArrayBuffer(bytes);
    this.problem = {
      ...given,
      state: new Int32Array(shared(4)),
      labels: new Uint32Array(shared((4 * points.length) / dimension)),
      centroids: new Float32Array(shared(4 * initial.length)),
    };
    new Worker(entry, { workerData: this.problem });
  }

  /** Runs once and waits; the caller's own thread rests. */
  run(): void {
    const { state } = this.problem;
    Atomics.store(state, 0, 1);
    Atomics.notify(state, 0);
    Atomics.wait(state, 0, 1);
  }

  /** What the last run found. */
  result(): Clustering {
    const { labels, centroids, iterations } = this.problem;
    return { labels, centroids, iterations };
  }

  end(): void {
    Atomics.store(this.problem.state, 0, 2);
    Atomics.notify(this.problem.state, 0);
  }
}

/** In the thread: works until told to end. @returns false in the main thread */
export function serveMlKmeans(): boolean {
  if (isMainThread) return false;
  const problem = workerData as Problem;
  const { kind, points, initial, dimension, iterations, state, labels, centroids } = problem;
  const rows = toRows(points, dimension, kind);
  const initialization = toRows(initial, dimension, kind);
  for (;;) {
    Atomics.wait(state, 0, 0);
    if (Atomics.load(state, 0) === 2) return true;
    const found = kmeans(rows, initialization.length, {
      initialization,
      maxIterations: iterations,
      tolerance: 0,
    });
    labels.set(found.clusters);
    centroids.set(found.centroids.flat());
    Atomics.store(state, 0, 0);
    Atomics.notify(state, 0);
  }
}

function toRows(values: Float32Array, dimension: number, kind: RowKind): number[][] {
  return Array.from({ length: values.length / dimension }, (_, row) => {
    const view = values.subarray(row * dimension, (row + 1) * dimension);
    // The package's types ask for arrays; its code reads anything with numbers at indices.
    return kind === "plain arrays" ? Array.from(view) : (view as ArrayLike<number> as number[]);
  });
}
