import type { KernelModule, Kernels } from "../../kernels/kernel-module";
import type { Clustering, ClusteringEngine, LloydOptions } from "../engine";
import { drawCentroids } from "./draw-centroids";
import { LloydProblem } from "./lloyd-problem";
import { PrunedAssignment } from "./pruned-assignment";
import { pruningBlocks, pruningGroups } from "./pruning-blocks";
import { WindowProblem } from "./window-problem";

/** Up to so many distances in an iteration, one call for the whole problem is fastest. */
const smallProblem = 2 ** 14;

/** Below these a comparison is so cheap, or there are so few, that bounds do not pay. */
const leastPruned = { count: 1024, k: 64, dimension: 64, iterations: 3 };

/** Which problems the engine prunes; the result is the same. */
export type Pruning = "where-it-pays" | "always" | "never";

/**
 * Lloyd's k-means in 32-bit floats on 128-bit SIMD; centroids are means in 64-bit floats. Points
 * that are equally near to two centroids but for rounding may go to either. Components may be as
 * large as 1e18; beyond, their squares overflow and the partition means nothing.
 *
 * Keeps one memory, as large as the largest problem so far; belongs to one thread.
 */
export function createSimdEngine(
  module: KernelModule,
  pruning: Pruning = "where-it-pays",
): ClusteringEngine {
  const kernels = module.start();
  return {
    name: module.build === "fused" ? "WebAssembly SIMD, fused multiply-add" : "WebAssembly SIMD",
    lloyd(points, dimension, initial, options) {
      const count = points.length / dimension;
      const k = initial.length / dimension;
      if (pruning !== "always" && count * k <= smallProblem) {
        return new WindowProblem(kernels, count, dimension, k).solve(points, initial, options);
      }
      const pays =
        count >= leastPruned.count &&
        k >= leastPruned.k &&
        dimension >= leastPruned.dimension &&
        options.maxIterations >= leastPruned.iterations;
      return pruning === "always" || (pays && pruning !== "never")
        ? lloydPruned(kernels, points, dimension, initial, options)
        : lloydPlain(kernels, points, dimension, initial, options);
    },
    lloydWindows(points, dimension, windowPoints, clusters, options) {
      const problem = new WindowProblem(kernels, windowPoints, dimension, clusters);
      const windows: Clustering[] = [];
      const size = windowPoints * dimension;
      for (let from = 0; from < points.length; from += size) {
        const window = points.subarray(from, from + size);
        windows.push(problem.solve(window, window.subarray(0, clusters * dimension), options));
      }
      return windows;
    },
    drawCentroids: (points, dimension, count, seed) =>
      drawCentroids(kernels, points, dimension, count, seed),
  };
}

function lloydPlain(
  kernels: Kernels,
  points: Float32Array,
  dimension: number,
  initial: Float32Array,
  options: LloydOptions,
): Clustering {
  const problem = new LloydProblem(kernels, points, dimension, initial, {});
  let moved = Infinity;
  let iterations = 0;
  for (; iterations < options.maxIterations && moved > options.tolerance; iterations++) {
    problem.assignAll();
    moved = problem.update(options.emptyCluster === "zero");
  }
  return problem.result(iterations);
}

function lloydPruned(
  kernels: Kernels,
  points: Float32Array,
  dimension: number,
  initial: Float32Array,
  options: LloydOptions,
): Clustering {
  const count = points.length / dimension;
  const k = initial.length / dimension;
  const groups = pruningGroups(count, k);
  const blocks = pruningBlocks(count, k, groups);
  const problem = new LloydProblem(kernels, points, dimension, initial, blocks);
  const assignment = new PrunedAssignment(problem, groups);
  let moved = Infinity;
  let iterations = 0;
  for (; iterations < options.maxIterations && moved > options.tolerance; iterations++) {
    assignment.assign();
    moved = problem.update(options.emptyCluster === "zero");
    assignment.follow();
  }
  return problem.result(iterations);
}
