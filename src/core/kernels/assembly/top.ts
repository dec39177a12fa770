/** Digits of a 32-bit key, highest first: 11, 11 and 10 bits. */
const bins: usize = 2048;

/**
 * Indices of the k highest of `count` scores, ascending; among equal scores the lowest indices win.
 * Radix selection: histograms of a sort key's digits, highest first, narrow down the k-th key.
 * @param scores [count] f32, no NaN
 * @param k 1 .. count
 * @param indices [k] u32
 * @param histogram scratch, [2048] u32
 */
export function topIndices(
  scores: usize,
  count: i32,
  k: i32,
  indices: usize,
  histogram: usize,
): void {
  const end = scores + ((<usize>count) << 2);
  let wanted = <u32>k;
  let prefix: u32 = 0;
  let known: u32 = 0;
  for (let digit = 0; digit < 3; digit++) {
    const shift: u32 = digit === 0 ? 21 : digit === 1 ? 10 : 0;
    const mask: u32 = digit === 2 ? 1023 : 2047;
    countDigits(scores, end, prefix, known, shift, mask, histogram);
    let bin = mask;
    for (;;) {
      const inBin = load<u32>(histogram + ((<usize>bin) << 2));
      if (inBin >= wanted) break;
      wanted -= inBin;
      bin--;
    }
    prefix |= bin << shift;
    known |= mask << shift;
  }
  collect(scores, end, prefix, wanted, indices);
}

/** Unsigned integers in the order of the floats, both zeros the same. */
function sortKey(at: usize): u32 {
  const bits = reinterpret<u32>(load<f32>(at) + 0);
  return bits ^ ((<u32>((<i32>bits) >> 31)) | 0x80000000);
}

/** Counts a digit of those keys whose higher digits are known to matter. */
function countDigits(
  scores: usize,
  end: usize,
  prefix: u32,
  known: u32,
  shift: u32,
  mask: u32,
  histogram: usize,
): void {
  memory.fill(histogram, 0, bins << 2);
  for (let at = scores; at < end; at += 4) {
    const key = sortKey(at);
    if ((key & known) !== prefix) continue;
    const bin = histogram + ((<usize>((key >> shift) & mask)) << 2);
    store<u32>(bin, load<u32>(bin) + 1);
  }
}

function collect(scores: usize, end: usize, threshold: u32, equals: u32, indices: usize): void {
  for (let at = scores; at < end; at += 4) {
    const key = sortKey(at);
    if (key < threshold) continue;
    if (key === threshold) {
      if (equals === 0) continue;
      equals--;
    }
    store<u32>(indices, <u32>((at - scores) >> 2));
    indices += 4;
  }
}
