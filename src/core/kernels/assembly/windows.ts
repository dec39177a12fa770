import { assign } from "./assign";
import { blockBytes, quadBytes, quadsOf, tileBytes, tileLane, tilesOf } from "./layout";
import { clearLabels, moveSums, updateMeans } from "./means";
import { packCentroids } from "./pack-centroids";
import { packPoints } from "./pack-points";

/**
 * Lloyd's k-means on one small problem, in one call.
 * @param rows [count, dimension] f32
 * @param identity 0, 1, 2 ..., [count] u32
 * @param zeros [dimension] f32
 * @param labels [count] u32, out
 * @param centroids [k, dimension] f32, in and out
 * @param scratch `windowScratch` bytes
 * @returns updates made
 */
export function clusterWindow(
  rows: usize,
  count: i32,
  dimension: i32,
  k: i32,
  maxIterations: i32,
  tolerance: f64,
  zeroEmpty: i32,
  identity: usize,
  zeros: usize,
  labels: usize,
  centroids: usize,
  scratch: usize,
): i32 {
  const tileCount = tilesOf(count);
  const sums = scratch;
  const sizes = sums + sumBytes(k, dimension);
  const drifts = sizes + blockBytes((<usize>k) << 2);
  const best = drifts + blockBytes((<usize>k) << 3);
  const next = best + 64;
  const quads = next + <usize>tileCount * tileLane;
  const tiles = quads + <usize>quadsOf(k) * quadBytes(dimension);

  memory.fill(sums, 0, drifts - sums);
  clearLabels(labels, count);
  packPoints(rows, identity, count, dimension, zeros, tiles);
  let iterations = 0;
  let moved: f64 = Infinity;
  while (iterations < maxIterations && moved > tolerance) {
    packCentroids(centroids, identity, k, dimension, quads);
    assign(tiles, 0, tileCount, quads, k, dimension, best, next);
    moveSums(rows, count, dimension, labels, next, sums, sizes);
    moved = updateMeans(sums, sizes, k, dimension, zeros, zeroEmpty, centroids, centroids, drifts);
    iterations++;
  }
  return iterations;
}

/** Bytes of scratch that `clusterWindow` needs. */
export function windowScratch(count: i32, dimension: i32, k: i32): usize {
  return (
    sumBytes(k, dimension) +
    blockBytes((<usize>k) << 2) +
    blockBytes((<usize>k) << 3) +
    64 +
    <usize>tilesOf(count) * (tileLane + tileBytes(dimension)) +
    <usize>quadsOf(k) * quadBytes(dimension)
  );
}

function sumBytes(k: i32, dimension: i32): usize {
  return (<usize>k * <usize>dimension) << 3;
}
