/** The shapes of blocks in the kernels' memory, as assembly/layout.ts has them. */

/** Points in a tile: 8 side by side, [D][8]. */
export const tilePoints = 8;

/** Bytes of one 32-bit number for each point of a tile. */
export const tileLane = 4 * tilePoints;

/** The kernels take 4 channels at a time; rows are filled up with zeros. */
export const paddedDimension = (dimension: number): number => Math.ceil(dimension / 4) * 4;

export const tilesOf = (points: number): number => Math.ceil(points / tilePoints);

/** Vectors are packed by 4. */
export const quadsOf = (vectors: number): number => Math.ceil(vectors / 4);

/** @param dimension channels of each vector */
export const quadBytes = (dimension: number): number => 32 + 16 * dimension;

/**
 * Copies rows, filling each up with zeros.
 * @param rows row-major [n, dimension]
 * @param target row-major [n, paddedDimension(dimension)]
 */
export function copyRows(rows: Float32Array, dimension: number, target: Float32Array): void {
  const padded = paddedDimension(dimension);
  if (padded === dimension) {
    target.set(rows);
    return;
  }
  target.fill(0);
  for (let from = 0, to = 0; from < rows.length; from += dimension, to += padded) {
    target.set(rows.subarray(from, from + dimension), to);
  }
}

/** Takes the zeros off again: the inverse of `copyRows`. */
export function unpaddedRows(rows: Float32Array, dimension: number): Float32Array {
  const padded = paddedDimension(dimension);
  if (padded === dimension) return rows.slice();
  const result = new Float32Array((rows.length / padded) * dimension);
  for (let from = 0, to = 0; from < rows.length; from += padded, to += dimension) {
    result.set(rows.subarray(from, from + dimension), to);
  }
  return result;
}

/** Writes 0, 1, 2 ... */
export function countUp(places: Uint32Array): void {
  for (let place = 0; place < places.length; place++) places[place] = place;
}
