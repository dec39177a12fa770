import type { MappingOptions } from "./options";

/** Keeps the pools of arrays that weights may be put into, by what may lie together. */
export class PoolShelf<Pool> {
  private readonly pools = new Map<string, Pool>();

  constructor(
    private readonly options: Pick<MappingOptions, "packing" | "shareArrays">,
    private readonly newPool: (blockSize: number) => Pool,
  ) {}

  /** The pool for the blocks of a stage of a layer. */
  pool(layer: number, blockSize: number, stage: number): Pool {
    const { packing, shareArrays } = this.options;
    const key = [
      blockSize,
      packing === "by-layer" ? layer : "any layer",
      shareArrays ? "any stage" : stage,
    ].join();
    const pool = this.pools.get(key) ?? this.newPool(blockSize);
    this.pools.set(key, pool);
    return pool;
  }
}
