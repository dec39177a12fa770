import type { KernelModule } from "../kernels/kernel-module";
import type { ClusteringEngine } from "./engine";
import { mlKmeansEngine } from "./ml-kmeans-engine";
import { createSimdEngine } from "./simd/simd-engine";

/**
 * The fastest engine that the host can run. It belongs to the calling thread; its name is for users.
 * @param kernels what `KernelModule.compile()` gave the thread
 */
export function selectEngine(kernels: KernelModule | undefined): ClusteringEngine {
  return kernels ? createSimdEngine(kernels) : mlKmeansEngine;
}
