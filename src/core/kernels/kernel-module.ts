import { setFlagsFromString } from "node:v8";
import fused from "./assembly/build/fused.wasm";
import separate from "./assembly/build/separate.wasm";
import type { KernelExports } from "./kernel-exports";
import { KernelMemory } from "./kernel-memory";

/** How a build multiplies and adds: rounding once, which needs relaxed SIMD, or twice. */
export type KernelBuild = "fused" | "separate";

/** The numeric kernels, compiled; one serves a whole thread. */
export class KernelModule {
  /** The fastest build that the host can run; undefined where it has no SIMD. */
  static compile(): KernelModule | undefined {
    return KernelModule.compileBuild("fused") ?? KernelModule.compileBuild("separate");
  }

  /** A certain build; undefined where the host cannot run it. */
  static compileBuild(build: KernelBuild): KernelModule | undefined {
    const bytes = build === "fused" ? fused : separate;
    if (build === "fused" && !WebAssembly.validate(bytes)) {
      // Node 20 can compile relaxed SIMD, but only when told; later versions need no telling.
      setFlagsFromString("--experimental-wasm-relaxed-simd");
    }
    if (!WebAssembly.validate(bytes)) return undefined;
    return new KernelModule(build, new WebAssembly.Module(bytes));
  }

  private constructor(
    readonly build: KernelBuild,
    private readonly module: WebAssembly.Module,
  ) {}

  /** The kernels with a memory of their own, which is freed with the result. */
  start(): Kernels {
    const { exports } = new WebAssembly.Instance(this.module);
    const run = exports as KernelExports;
    return { run, memory: new KernelMemory(run.memory) };
  }
}

/** Kernels and the memory that they work in. */
export interface Kernels {
  readonly run: KernelExports;
  readonly memory: KernelMemory;
}
