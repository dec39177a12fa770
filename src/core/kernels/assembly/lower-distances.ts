import { tileBytes, tileLane } from "./layout";

/**
 * Lowers the squared distance of every point from the nearest of some points by one more of them.
 * @param point [dimension] f32
 * @param distances [count][8] f32, in and out
 */
export function lowerDistances(
  tiles: usize,
  count: i32,
  dimension: i32,
  point: usize,
  distances: usize,
): void {
  const end = distances + <usize>count * tileLane;
  for (; distances < end; distances += tileLane) {
    let low = f32x4.splat(0);
    let high = low;
    let channel = point;
    for (const tileEnd = tiles + tileBytes(dimension); tiles < tileEnd; tiles += tileLane) {
      const value = v128.load32_splat(channel);
      const x = f32x4.sub(v128.load(tiles), value);
      const y = f32x4.sub(v128.load(tiles, 16), value);
      low = f32x4.add(low, f32x4.mul(x, x));
      high = f32x4.add(high, f32x4.mul(y, y));
      channel += 4;
    }
    v128.store(distances, f32x4.pmin(low, v128.load(distances)));
    v128.store(distances, f32x4.pmin(high, v128.load(distances, 16)), 16);
  }
}
