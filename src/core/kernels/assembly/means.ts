/** A point that is in no cluster yet. */
const unassigned: u32 = 0xffffffff;

/** Sets all `count` labels to unassigned. */
export function clearLabels(labels: usize, count: i32): void {
  memory.fill(labels, 0xff, (<usize>count) << 2);
}

/**
 * Moves points whose label changed from the sum of their old cluster to that of their new one, in
 * the order of the rows, so that the sums do not depend on how the labels were found.
 * @param labels [count] u32, of the sums so far; become `next`
 * @param sums [k, dimension] f64
 * @param sizes [k] u32
 */
export function moveSums(
  rows: usize,
  count: i32,
  dimension: i32,
  labels: usize,
  next: usize,
  sums: usize,
  sizes: usize,
): void {
  const rowBytes = (<usize>dimension) << 2;
  for (let point = 0; point < count; point++) {
    const at = (<usize>point) << 2;
    const before = load<u32>(labels + at);
    const now = load<u32>(next + at);
    if (before === now) continue;
    store<u32>(labels + at, now);
    const row = rows + <usize>point * rowBytes;
    if (before !== unassigned) {
      subtractRow(row, rowBytes, sums + <usize>before * (rowBytes << 1));
      addToSize(sizes + ((<usize>before) << 2), -1);
    }
    addRow(row, rowBytes, sums + <usize>now * (rowBytes << 1));
    addToSize(sizes + ((<usize>now) << 2), 1);
  }
}

function addToSize(size: usize, change: i32): void {
  store<u32>(size, load<u32>(size) + change);
}

function addRow(row: usize, rowBytes: usize, sum: usize): void {
  for (const end = row + rowBytes; row < end; row += 8) {
    const values = f64x2.promote_low_f32x4(v128.load64_zero(row));
    v128.store(sum, f64x2.add(v128.load(sum), values));
    sum += 16;
  }
}

function subtractRow(row: usize, rowBytes: usize, sum: usize): void {
  for (const end = row + rowBytes; row < end; row += 8) {
    const values = f64x2.promote_low_f32x4(v128.load64_zero(row));
    v128.store(sum, f64x2.sub(v128.load(sum), values));
    sum += 16;
  }
}

/**
 * New centroids from sums.
 * @param centre [dimension] f32
 * @param zeroEmpty 1: an empty cluster becomes the zero vector, 0: it keeps its centroid
 * @param centroids [k, dimension] f32, in and out
 * @param centred the same less `centre`, in and out; may be `centroids` where the centre is zero
 * @param drifts receives how far each centred centroid moved, [k] f64
 * @returns the farthest that a component of a centroid moved
 */
export function updateMeans(
  sums: usize,
  sizes: usize,
  k: i32,
  dimension: i32,
  centre: usize,
  zeroEmpty: i32,
  centroids: usize,
  centred: usize,
  drifts: usize,
): f64 {
  let farthest: f64 = 0;
  const rowBytes = (<usize>dimension) << 2;
  for (let cluster = 0; cluster < k; cluster++) {
    const size = load<u32>(sizes + ((<usize>cluster) << 2));
    let squares: f64 = 0;
    if (size > 0 || zeroEmpty !== 0) {
      for (let at: usize = 0; at < rowBytes; at += 4) {
        const mean = size > 0 ? load<f64>(sums + (at << 1)) / <f64>size : 0;
        const moved = <f64>(<f32>mean) - <f64>load<f32>(centroids + at);
        farthest = max(farthest, abs(moved));
        store<f32>(centroids + at, <f32>mean);
        const place = <f32>(mean - <f64>load<f32>(centre + at));
        const drift = <f64>place - <f64>load<f32>(centred + at);
        squares += drift * drift;
        store<f32>(centred + at, place);
      }
    }
    store<f64>(drifts + ((<usize>cluster) << 3), sqrt(squares));
    sums += rowBytes << 1;
    centroids += rowBytes;
    centred += rowBytes;
  }
  return farthest;
}
