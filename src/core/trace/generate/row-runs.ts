/** Numbers in a run at most: what is in memory at a time, and how long the generator is busy. */
const runSize = 2 ** 16;

/**
 * Rows in order, in runs of moderate length.
 * @param fill writes row number `index` to `row`, [dimension]
 */
export function* rowRuns(
  rows: number,
  dimension: number,
  fill: (index: number, row: Float32Array) => void,
): Generator<Float32Array> {
  const most = Math.max(1, Math.floor(runSize / dimension));
  for (let first = 0; first < rows; first += most) {
    const count = Math.min(most, rows - first);
    const run = new Float32Array(count * dimension);
    for (let i = 0; i < count; i++) {
      fill(first + i, run.subarray(i * dimension, (i + 1) * dimension));
    }
    yield run;
  }
}
