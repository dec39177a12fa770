/** 1 / ln 2, and ln 2 in two parts whose sum is exact enough to reduce arguments without loss. */
const log2e: f32 = 1.4426950408889634;
const ln2High: f32 = 0.693359375;
const ln2Low: f32 = -2.1219444e-4;
/** Below this, e^x is under the smallest normal float; the result is 0. */
const lowestExponent: f32 = -87.3;

/**
 * Weights e^(scale · score - highest scaled score), and their sum in 64-bit floats.
 * @param scores [count] f32, readable and writable up to a multiple of 4
 * @param weights as `scores`
 */
export function exponentials(scores: usize, count: i32, scale: f32, weights: usize): f64 {
  const bytes = (<usize>count) << 2;
  const highest = f32x4.splat(highestScaled(scores, bytes, scale));
  const factor = f32x4.splat(scale);
  for (let at: usize = 0; at < bytes; at += 16) {
    const scaled = f32x4.mul(v128.load(scores + at), factor);
    v128.store(weights + at, exponential(f32x4.sub(scaled, highest)));
  }
  return sumOf(weights, bytes);
}

/** Multiplies `count` values, up to a multiple of 4. */
export function scaleAll(values: usize, count: i32, factor: f32): void {
  const by = f32x4.splat(factor);
  for (const end = values + ((<usize>count) << 2); values < end; values += 16) {
    v128.store(values, f32x4.mul(v128.load(values), by));
  }
}

function highestScaled(scores: usize, bytes: usize, scale: f32): f32 {
  const factor = f32x4.splat(scale);
  let highest = f32x4.splat(-Infinity);
  const whole = bytes & ~15;
  for (let at: usize = 0; at < whole; at += 16) {
    highest = f32x4.pmax(highest, f32x4.mul(v128.load(scores + at), factor));
  }
  let result = max(
    max(f32x4.extract_lane(highest, 0), f32x4.extract_lane(highest, 1)),
    max(f32x4.extract_lane(highest, 2), f32x4.extract_lane(highest, 3)),
  );
  for (let at = whole; at < bytes; at += 4) {
    result = max(result, load<f32>(scores + at) * scale);
  }
  return result;
}

function sumOf(values: usize, bytes: usize): f64 {
  let sum = f64x2.splat(0);
  const whole = bytes & ~15;
  for (let at: usize = 0; at < whole; at += 8) {
    sum = f64x2.add(sum, f64x2.promote_low_f32x4(v128.load64_zero(values + at)));
  }
  let result = f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1);
  for (let at = whole; at < bytes; at += 4) result += <f64>load<f32>(values + at);
  return result;
}

/**
 * e^x for x <= 0 within 2 units in the last place: x = n ln 2 + r, and e^r by the polynomial of
 * Cephes (S. Moshier, single precision exp).
 */
function exponential(x: v128): v128 {
  const clamped = f32x4.max(x, f32x4.splat(lowestExponent));
  const n = f32x4.nearest(f32x4.mul(clamped, f32x4.splat(log2e)));
  const high = f32x4.sub(clamped, f32x4.mul(n, f32x4.splat(ln2High)));
  const r = f32x4.sub(high, f32x4.mul(n, f32x4.splat(ln2Low)));
  let sum = f32x4.splat(1.98756915e-4);
  sum = f32x4.add(f32x4.mul(sum, r), f32x4.splat(1.3981999507e-3));
  sum = f32x4.add(f32x4.mul(sum, r), f32x4.splat(8.3334519073e-3));
  sum = f32x4.add(f32x4.mul(sum, r), f32x4.splat(4.1665795894e-2));
  sum = f32x4.add(f32x4.mul(sum, r), f32x4.splat(1.6666665459e-1));
  sum = f32x4.add(f32x4.mul(sum, r), f32x4.splat(5.0000001201e-1));
  sum = f32x4.add(f32x4.mul(sum, f32x4.mul(r, r)), r);
  sum = f32x4.add(sum, f32x4.splat(1));
  const power = i32x4.shl(i32x4.add(i32x4.trunc_sat_f32x4_s(n), i32x4.splat(127)), 23);
  const inRange = f32x4.ge(x, f32x4.splat(lowestExponent));
  return v128.and(f32x4.mul(sum, power), inRange);
}
