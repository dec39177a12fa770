import { asNanoseconds } from "../../units";
import { energyByPlace, type Cost } from "./cost";
import type { DecodeSystem, Gpu } from "./decode-system";

/** A product [m, k] x [k, n] on one device; widths of a split model need not be whole. */
export interface MatrixShape {
  readonly m: number;
  readonly n: number;
  readonly k: number;
}

export interface ProductCost extends Cost {
  readonly bound: "compute" | "memory";
}

/** Edges of the tiles that a GPU's processors work on (AttAcc simulator). */
const tileEdges = [8, 16, 32, 64, 128, 192, 256, 320, 384, 448, 512];
const tileDepth = 32;
/** Edges of the tiles in registers, which decide the traffic of the first cache level. */
const registerTile = 16;
/** Share of k that the second cache level holds at a time. */
const level2DepthShare = 1 / 64;

/** Sequences up to which the operands of all published models stay in the second cache level. */
export const largestBatch = 4096;

interface Tile {
  readonly m: number;
  readonly n: number;
}

/**
 * Time on one device and energy on all of them (docs/pim-model.md#the-decode-step).
 * @throws Error when the operands outgrow the second cache level, which batches up to
 * `largestBatch` of the published models do not
 */
export function matrixProduct(
  { gpu, devices, elementBytes }: DecodeSystem,
  shape: MatrixShape,
): ProductCost {
  const { m, n, k } = shape;
  requireCached(gpu, shape, elementBytes);
  const tile = bestTile(gpu, shape, elementBytes);
  const busy = occupancy(gpu, shape, tile);
  const memoryBytes = (m * k + n * k + m * n) * elementBytes;
  const flopPerNanosecond = gpu.peakTeraflops * 1000 * (2 / elementBytes);
  const compute = (2 * m * n * k) / (gpu.usableFlop * flopPerNanosecond * busy);
  const memory = memoryBytes / (gpu.usableMemory * gpu.memoryGigabytesPerSecond * busy);
  const level2 = traffic(shape, tile) * elementBytes * gpu.level2Energy;
  const inRegisters = { m: registerTile, n: registerTile };
  const level1 = traffic(shape, inRegisters) * elementBytes * gpu.level1Energy;
  const registers = 3 * m * n * k * gpu.registerEnergy;
  return {
    time: asNanoseconds(Math.max(compute, memory)),
    bound: compute > memory ? "compute" : "memory",
    energy: energyByPlace({
      memory: memoryBytes * gpu.memoryEnergy * devices,
      onChip: (level2 + level1 + registers) * devices,
      arithmetic: m * n * k * gpu.arithmeticEnergy * devices,
    }),
  };
}

/** The tile that costs least traffic, weighted by the square of the processors it leaves idle. */
export function bestTile(gpu: Gpu, shape: MatrixShape, elementBytes: number): Tile {
  let best: Tile = { m: Math.min(tileEdges[0], shape.m), n: Math.min(tileEdges[0], shape.n) };
  let least = Infinity;
  for (const height of tileEdges) {
    for (const width of tileEdges) {
      const tile = { m: Math.min(height, shape.m), n: Math.min(width, shape.n) };
      const bytes = ((tile.m + tile.n) * tileDepth + tile.m * tile.n) * elementBytes;
      if (bytes > gpu.tileBytes) continue;
      const cost = traffic(shape, tile) / occupancy(gpu, shape, tile) ** 2;
      if (cost < least) {
        least = cost;
        best = tile;
      }
    }
  }
  return best;
}

/** Elements read and written when both operands are read once per tile of the other. */
function traffic({ m, n, k }: MatrixShape, tile: Tile): number {
  return Math.ceil(n / tile.n) * m * k + Math.ceil(m / tile.m) * n * k + m * n;
}

/** Share of the processors that work, over all rounds. */
function occupancy({ processors }: Gpu, { m, n }: MatrixShape, tile: Tile): number {
  const blocks = Math.ceil(m / tile.m) * Math.ceil(n / tile.n);
  return blocks / (processors * Math.ceil(blocks / processors));
}

function requireCached(gpu: Gpu, { m, n, k }: MatrixShape, elementBytes: number): void {
  const bytes = ((m + n) * k * level2DepthShare + m * n) * elementBytes;
  if (bytes > gpu.level2Bytes) {
    throw new Error(`a product of ${m} x ${n} x ${k} does not fit the second cache level`);
  }
}
