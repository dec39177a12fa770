import {
  copyRows,
  countUp,
  paddedDimension,
  quadBytes,
  quadsOf,
  tileLane,
  tilesOf,
} from "./kernel-layout";
import type { Addresses } from "./kernel-memory";
import type { KernelModule, Kernels } from "./kernel-module";

/** Queries that go through the keys together; more would not fit the first cache beside a tile. */
const blockQueries = 64;
/** Keys packed at a time. */
const packedKeys = 4096;
/** Tiles per call of a kernel: short calls let the engine replace its first, slow code early. */
const tilesPerCall = 256;
/** Bytes of a cache line. */
const cacheLine = 64;

type Block = "tiles" | "rows" | "order" | "zeros" | "queries" | "channels" | "quads" | "scores";

/**
 * Dot products of queries with the keys of one head, in 32-bit floats: the fast twin of `scoreKeys`.
 * Keys are loaded once; each block of queries reads them once.
 */
export class ScoreKernel {
  private readonly kernels: Kernels;
  private at: Addresses<Block> | undefined;
  private dimension = 0;
  private padded = 0;
  private loaded = 0;
  private rowBytes = 0;

  constructor(module: KernelModule) {
    this.kernels = module.start();
  }

  /** @param keys row-major [T, dimension]; copied */
  load(keys: Float32Array, dimension: number): void {
    const count = keys.length / dimension;
    const padded = paddedDimension(dimension);
    // An odd number of cache lines, or the rows of a block would compete for the same places.
    this.rowBytes = (Math.ceil((tilesOf(count) * tileLane) / cacheLine) | 1) * cacheLine;
    this.at = this.kernels.memory.layOut<Block>({
      tiles: tilesOf(count) * tileLane * padded,
      rows: 4 * packedKeys * padded,
      order: 4 * packedKeys,
      zeros: 4 * padded,
      queries: 4 * blockQueries * padded,
      channels: 4 * padded,
      quads: quadsOf(blockQueries) * quadBytes(padded),
      scores: blockQueries * this.rowBytes,
    });
    this.dimension = dimension;
    this.padded = padded;
    this.loaded = count;
    this.packKeys(keys, this.at);
  }

  /**
   * q·k, unscaled, of every query with the first `count` keys.
   * @param queries row-major [n, dimension]
   * @param scores receives row-major [n, count]
   */
  scores(queries: Float32Array, count: number, scores: Float32Array): void {
    const channels = Uint32Array.from({ length: this.dimension }, (_, channel) => channel);
    this.channelScores(queries, channels, count, scores);
  }

  /**
   * As `scores`, with some channels only.
   * @param channels below the dimension, the same for all queries
   */
  channelScores(
    queries: Float32Array,
    channels: Uint32Array,
    count: number,
    scores: Float32Array,
  ): void {
    const { at, dimension, kernels, loaded } = this;
    if (!at || count > loaded) throw new Error(`${count} keys wanted, ${loaded} loaded`);
    kernels.memory.integers(at.channels, channels.length).set(channels);
    const n = queries.length / dimension;
    for (let first = 0; first < n; first += blockQueries) {
      const last = Math.min(first + blockQueries, n);
      const block = queries.subarray(first * dimension, last * dimension);
      this.scoreBlock(at, block, last - first, channels.length, count);
      for (let query = first; query < last; query++) {
        const row = at.scores + (query - first) * this.rowBytes;
        scores.set(kernels.memory.floats(row, count), query * count);
      }
    }
  }

  private scoreBlock(
    at: Addresses<Block>,
    queries: Float32Array,
    queryCount: number,
    channelCount: number,
    count: number,
  ): void {
    const { dimension, kernels, padded, rowBytes } = this;
    const { memory, run } = kernels;
    copyRows(queries, dimension, memory.floats(at.queries, queryCount * padded));
    run.packQueries(at.queries, queryCount, padded, at.channels, channelCount, at.quads);
    const tiles = tilesOf(count);
    for (let from = 0; from < tiles; from += tilesPerCall) {
      const to = Math.min(from + tilesPerCall, tiles);
      run.scoreTiles(
        at.tiles,
        from,
        to,
        padded,
        at.quads,
        queryCount,
        at.channels,
        channelCount,
        at.scores,
        rowBytes,
      );
    }
  }

  private packKeys(keys: Float32Array, at: Addresses<Block>): void {
    const { dimension, kernels, loaded, padded } = this;
    const { memory, run } = kernels;
    countUp(memory.integers(at.order, packedKeys));
    memory.floats(at.zeros, padded).fill(0);
    for (let first = 0; first < loaded; first += packedKeys) {
      const count = Math.min(packedKeys, loaded - first);
      const rows = keys.subarray(first * dimension, (first + count) * dimension);
      copyRows(rows, dimension, memory.floats(at.rows, count * padded));
      const tiles = at.tiles + tilesOf(first) * tileLane * padded;
      run.packPoints(at.rows, at.order, count, padded, at.zeros, tiles);
    }
  }
}
