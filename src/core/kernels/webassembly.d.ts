/** What is used of WebAssembly's JavaScript interface; Node's own types leave it out. */
declare namespace WebAssembly {
  /** True if the host can compile these bytes, with every feature that they use. */
  function validate(bytes: Uint8Array): boolean;

  class Module {
    constructor(bytes: Uint8Array);
    private readonly module: never;
  }

  class Instance {
    constructor(module: Module);
    readonly exports: unknown;
  }

  class Memory {
    private constructor();
    readonly buffer: ArrayBuffer;
    /** @throws RangeError if the host has no room for so many more pages of 64 KiB */
    grow(pages: number): number;
  }
}

/** Built from the folder's AssemblyScript by `node esbuild.mjs`, inlined into every bundle. */
declare module "*.wasm" {
  const bytes: Uint8Array;
  export default bytes;
}
