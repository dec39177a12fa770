import { tileBytes, tilePoints, tilesOf } from "./layout";

/**
 * Packs rows into tiles, less a common centre. The last tile is filled up with its last point.
 * @param order row of each place, [count] u32
 * @param centre [dimension] f32
 */
export function packPoints(
  rows: usize,
  order: usize,
  count: i32,
  dimension: i32,
  centre: usize,
  tiles: usize,
): void {
  const rowBytes = (<usize>dimension) << 2;
  const last = count - 1;
  for (let place = 0; place < tilesOf(count) * tilePoints; place += 4) {
    const tile = tiles + <usize>(place / tilePoints) * tileBytes(dimension);
    packFour(
      rowAt(rows, order, min(place, last), rowBytes),
      rowAt(rows, order, min(place + 1, last), rowBytes),
      rowAt(rows, order, min(place + 2, last), rowBytes),
      rowAt(rows, order, min(place + 3, last), rowBytes),
      rowBytes,
      centre,
      tile + ((<usize>(place % tilePoints)) << 2),
    );
  }
}

function rowAt(rows: usize, order: usize, place: i32, rowBytes: usize): usize {
  return rows + <usize>load<u32>(order + ((<usize>place) << 2)) * rowBytes;
}

/** Transposes four rows, four channels at a time, into four lanes of a tile. */
function packFour(
  a: usize,
  b: usize,
  c: usize,
  d: usize,
  rowBytes: usize,
  centre: usize,
  lanes: usize,
): void {
  for (let at: usize = 0; at < rowBytes; at += 16) {
    const middle = v128.load(centre + at);
    const rowA = f32x4.sub(v128.load(a + at), middle);
    const rowB = f32x4.sub(v128.load(b + at), middle);
    const rowC = f32x4.sub(v128.load(c + at), middle);
    const rowD = f32x4.sub(v128.load(d + at), middle);
    const lowAB = i32x4.shuffle(rowA, rowB, 0, 4, 1, 5);
    const highAB = i32x4.shuffle(rowA, rowB, 2, 6, 3, 7);
    const lowCD = i32x4.shuffle(rowC, rowD, 0, 4, 1, 5);
    const highCD = i32x4.shuffle(rowC, rowD, 2, 6, 3, 7);
    v128.store(lanes, i64x2.shuffle(lowAB, lowCD, 0, 2));
    v128.store(lanes, i64x2.shuffle(lowAB, lowCD, 1, 3), 32);
    v128.store(lanes, i64x2.shuffle(highAB, highCD, 0, 2), 64);
    v128.store(lanes, i64x2.shuffle(highAB, highCD, 1, 3), 96);
    lanes += 128;
  }
}
