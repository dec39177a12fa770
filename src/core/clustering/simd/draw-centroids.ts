import {
  copyRows,
  countUp,
  paddedDimension,
  tilePoints,
  tilesOf,
} from "../../kernels/kernel-layout";
import type { Kernels } from "../../kernels/kernel-module";
import { drawPoints } from "../k-means-plus-plus";

/** k-means++ as `kMeansPlusPlus` draws it, with distances in 32-bit floats. */
export function drawCentroids(
  kernels: Kernels,
  points: Float32Array,
  dimension: number,
  count: number,
  seed: number,
): Float32Array {
  const n = points.length / dimension;
  const padded = paddedDimension(dimension);
  const tileCount = tilesOf(n);
  const { memory, run } = kernels;
  const at = memory.layOut({
    rows: 4 * n * padded,
    order: 4 * n,
    zeros: 4 * padded,
    tiles: 4 * tileCount * tilePoints * padded,
    distances: 4 * tileCount * tilePoints,
  });
  const rowBytes = 4 * padded;
  copyRows(points, dimension, memory.floats(at.rows, n * padded));
  countUp(memory.integers(at.order, n));
  memory.floats(at.zeros, padded).fill(0);
  run.packPoints(at.rows, at.order, n, padded, at.zeros, at.tiles);
  const distances = memory
    .floats(at.distances, tileCount * tilePoints)
    .fill(Infinity)
    .subarray(0, n);
  return drawPoints(points, dimension, count, seed, distances, (point) =>
    run.lowerDistances(at.tiles, tileCount, padded, at.rows + point * rowBytes, at.distances),
  );
}
