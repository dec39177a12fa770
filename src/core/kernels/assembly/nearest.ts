import { quadBytes, quadHead, tileBytes, tileLane } from "./layout";
import { multiplyAdd } from "./multiply-add";

/**
 * Raises, for the 8 points of a tile, the highest start + x·c so far and the id of its centroid with
 * the centroids of a run of quads. Of equal ones the first met stays.
 *
 * Eight sums keep two multiply-add units of four cycles busy and fit, with their operands, into 16
 * registers. The loop over channels is not unrolled here: the engine does that, and spills
 * registers where it finds more.
 * @param best [8] f32, then [8] ids
 */
export function nearest(
  tile: usize,
  quad: usize,
  quadEnd: usize,
  dimension: i32,
  best: usize,
): void {
  const tileEnd = tile + tileBytes(dimension);
  const step = quadBytes(dimension);
  for (; quad < quadEnd; quad += step) {
    let a0 = v128.load32_splat(quad);
    let a1 = a0;
    let b0 = v128.load32_splat(quad, 4);
    let b1 = b0;
    let c0 = v128.load32_splat(quad, 8);
    let c1 = c0;
    let d0 = v128.load32_splat(quad, 12);
    let d1 = d0;
    let channel = quad + quadHead;
    for (let point = tile; point < tileEnd; point += tileLane) {
      const x0 = v128.load(point);
      const x1 = v128.load(point, 16);
      const a = v128.load32_splat(channel);
      a0 = multiplyAdd(x0, a, a0);
      a1 = multiplyAdd(x1, a, a1);
      const b = v128.load32_splat(channel, 4);
      b0 = multiplyAdd(x0, b, b0);
      b1 = multiplyAdd(x1, b, b1);
      const c = v128.load32_splat(channel, 8);
      c0 = multiplyAdd(x0, c, c0);
      c1 = multiplyAdd(x1, c, c1);
      const d = v128.load32_splat(channel, 12);
      d0 = multiplyAdd(x0, d, d0);
      d1 = multiplyAdd(x1, d, d1);
      channel += 16;
    }
    keepHighest(best, quad, a0, b0, c0, d0);
    keepHighest(best + 16, quad, a1, b1, c1, d1);
  }
}

function keepHighest(best: usize, quad: usize, a: v128, b: v128, c: v128, d: v128): void {
  let score = v128.load(best);
  let id = v128.load(best, 32);
  id = v128.bitselect(v128.load32_splat(quad, 16), id, f32x4.gt(a, score));
  score = f32x4.pmax(score, a);
  id = v128.bitselect(v128.load32_splat(quad, 20), id, f32x4.gt(b, score));
  score = f32x4.pmax(score, b);
  id = v128.bitselect(v128.load32_splat(quad, 24), id, f32x4.gt(c, score));
  score = f32x4.pmax(score, c);
  id = v128.bitselect(v128.load32_splat(quad, 28), id, f32x4.gt(d, score));
  v128.store(best, f32x4.pmax(score, d));
  v128.store(best, id, 32);
}

/** Before any centroid: id 0, lower than every score. */
export function clearBest(best: usize): void {
  const lowest = f32x4.splat(-Infinity);
  const first = i32x4.splat(0);
  v128.store(best, lowest);
  v128.store(best, lowest, 16);
  v128.store(best, first, 32);
  v128.store(best, first, 48);
}
