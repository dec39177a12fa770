import { quadBytes, quadsOf, tileBytes, tileLane } from "./layout";
import { clearBest, nearest } from "./nearest";

/**
 * The nearest of all centroids for every point of tiles `from` .. `to - 1`.
 * @param best scratch, [16]
 * @param labels [tiles][8] u32
 */
export function assign(
  tiles: usize,
  from: i32,
  to: i32,
  quads: usize,
  centroids: i32,
  dimension: i32,
  best: usize,
  labels: usize,
): void {
  const quadEnd = quads + <usize>quadsOf(centroids) * quadBytes(dimension);
  for (let tile = <usize>from; tile < <usize>to; tile++) {
    clearBest(best);
    nearest(tiles + tile * tileBytes(dimension), quads, quadEnd, dimension, best);
    memory.copy(labels + tile * tileLane, best + tileLane, tileLane);
  }
}
