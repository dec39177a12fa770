import { tileBytes, tileLane } from "./layout";

/**
 * Squared lengths of the points of all tiles.
 * @param squares [count][8] f32
 */
export function tileSquares(tiles: usize, count: i32, dimension: i32, squares: usize): void {
  for (const end = squares + <usize>count * tileLane; squares < end; squares += tileLane) {
    let low = f32x4.splat(0);
    let high = low;
    for (const tileEnd = tiles + tileBytes(dimension); tiles < tileEnd; tiles += tileLane) {
      const x = v128.load(tiles);
      const y = v128.load(tiles, 16);
      low = f32x4.add(low, f32x4.mul(x, x));
      high = f32x4.add(high, f32x4.mul(y, y));
    }
    v128.store(squares, low);
    v128.store(squares, high, 16);
  }
}
