/**
 * Where numbers lie in this module's memory. Addresses are bytes; blocks start at multiples of 16.
 *
 * Rows: row-major 32-bit floats [n, D], D a multiple of 4.
 * Tile: 8 points side by side, [D][8] f32: a 128-bit load takes one channel of 4 points.
 * Quad: 4 centroids or queries side by side: 4 starts f32, 4 ids u32, then [D][4] f32.
 */

/** Points in a tile. */
export const tilePoints: i32 = 8;
/** Bytes of one number for each point of a tile. */
export const tileLane: usize = 32;
/** Vectors in a quad. */
export const quadVectors: i32 = 4;
/** Bytes of a quad before its channels. */
export const quadHead: usize = 32;

export function tileBytes(dimension: i32): usize {
  return <usize>dimension * tileLane;
}

export function quadBytes(dimension: i32): usize {
  return quadHead + ((<usize>dimension) << 4);
}

export function tilesOf(points: i32): i32 {
  return (points + tilePoints - 1) / tilePoints;
}

export function quadsOf(vectors: i32): i32 {
  return (vectors + quadVectors - 1) / quadVectors;
}

/** The next multiple of 16. */
export function blockBytes(bytes: usize): usize {
  return (bytes + 15) & ~15;
}
