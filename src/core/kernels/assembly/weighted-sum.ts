import { multiplyAdd } from "./multiply-add";

/** Bytes of the channels that are summed together: 8 sums keep two multiply-add units busy. */
const blockBytes: usize = 128;

/**
 * Sum of some rows times their weights.
 * @param rows row-major [_, dimension] f32
 * @param indices rows that take part, [count] u32
 * @param weights [count] f32
 * @param sum [dimension] f32, out
 */
export function weightedSum(
  rows: usize,
  dimension: i32,
  indices: usize,
  count: i32,
  weights: usize,
  sum: usize,
): void {
  const rowBytes = (<usize>dimension) << 2;
  let at: usize = 0;
  for (; at + blockBytes <= rowBytes; at += blockBytes) {
    sumBlock(rows + at, rowBytes, indices, count, weights, sum + at);
  }
  for (; at < rowBytes; at += 16) {
    sumFour(rows + at, rowBytes, indices, count, weights, sum + at);
  }
}

export function sumBlock(
  rows: usize,
  rowBytes: usize,
  indices: usize,
  count: i32,
  weights: usize,
  sum: usize,
): void {
  let a = f32x4.splat(0);
  let b = a;
  let c = a;
  let d = a;
  let e = a;
  let f = a;
  let g = a;
  let h = a;
  for (const end = indices + ((<usize>count) << 2); indices < end; indices += 4) {
    const row = rows + <usize>load<u32>(indices) * rowBytes;
    const weight = v128.load32_splat(weights);
    a = multiplyAdd(v128.load(row), weight, a);
    b = multiplyAdd(v128.load(row, 16), weight, b);
    c = multiplyAdd(v128.load(row, 32), weight, c);
    d = multiplyAdd(v128.load(row, 48), weight, d);
    e = multiplyAdd(v128.load(row, 64), weight, e);
    f = multiplyAdd(v128.load(row, 80), weight, f);
    g = multiplyAdd(v128.load(row, 96), weight, g);
    h = multiplyAdd(v128.load(row, 112), weight, h);
    weights += 4;
  }
  v128.store(sum, a);
  v128.store(sum, b, 16);
  v128.store(sum, c, 32);
  v128.store(sum, d, 48);
  v128.store(sum, e, 64);
  v128.store(sum, f, 80);
  v128.store(sum, g, 96);
  v128.store(sum, h, 112);
}

function sumFour(
  rows: usize,
  rowBytes: usize,
  indices: usize,
  count: i32,
  weights: usize,
  sum: usize,
): void {
  let four = f32x4.splat(0);
  for (const end = indices + ((<usize>count) << 2); indices < end; indices += 4) {
    const row = rows + <usize>load<u32>(indices) * rowBytes;
    four = multiplyAdd(v128.load(row), v128.load32_splat(weights), four);
    weights += 4;
  }
  v128.store(sum, four);
}
