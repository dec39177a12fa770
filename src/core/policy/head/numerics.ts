import type { ClusteringEngine } from "../../clustering/engine";
import { mlKmeansEngine } from "../../clustering/ml-kmeans-engine";
import { selectEngine } from "../../clustering/select-engine";
import { KernelModule } from "../../kernels/kernel-module";

/** How a thread computes clusters, scores and attention. */
export interface Numerics {
  readonly engine: ClusteringEngine;
  /** The SIMD kernels; undefined computes in plain TypeScript and 64-bit floats. */
  readonly kernels: KernelModule | undefined;
}

/** Plain TypeScript: what the fast way is held against, and the way of hosts without SIMD. */
export const plainNumerics: Numerics = { engine: mlKmeansEngine, kernels: undefined };

/** The fastest that this host has, for one thread: its buffers are used again from task to task. */
export function fastestNumerics(): Numerics {
  const kernels = KernelModule.compile();
  return { engine: selectEngine(kernels), kernels };
}
