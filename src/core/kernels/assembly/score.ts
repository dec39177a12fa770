import { quadBytes, quadHead, quadsOf, quadVectors, tileBytes, tileLane } from "./layout";
import { multiplyAdd } from "./multiply-add";

/**
 * Packs queries into quads with start 0, channels `channels` of them in this order. Places beyond
 * the last query are zero.
 * @param queries row-major [count, dimension] f32
 * @param channels [channelCount] u32
 */
export function packQueries(
  queries: usize,
  count: i32,
  dimension: i32,
  channels: usize,
  channelCount: i32,
  quads: usize,
): void {
  const bytes = quadBytes(channelCount);
  memory.fill(quads, 0, <usize>quadsOf(count) * bytes);
  for (let query = 0; query < count; query++) {
    const row = queries + ((<usize>query * <usize>dimension) << 2);
    const quad = quads + <usize>(query / quadVectors) * bytes;
    let lane = quad + quadHead + ((<usize>(query % quadVectors)) << 2);
    for (let i: usize = 0; i < <usize>channelCount; i++) {
      const channel = <usize>load<u32>(channels + (i << 2));
      store<f32>(lane, load<f32>(row + (channel << 2)));
      lane += 16;
    }
  }
}

/**
 * Dot products of all queries with the points of tiles `from` .. `to - 1`. A tile is read once for
 * all of them.
 * @param channels channels that count, ascending, [channelCount] u32
 * @param scores row of 8-fold tiles per query, rows `rowBytes` apart, quads filled up
 */
export function scoreTiles(
  tiles: usize,
  from: i32,
  to: i32,
  dimension: i32,
  quads: usize,
  queries: i32,
  channels: usize,
  channelCount: i32,
  scores: usize,
  rowBytes: usize,
): void {
  const quadEnd = quads + <usize>quadsOf(queries) * quadBytes(channelCount);
  for (let tile = <usize>from; tile < <usize>to; tile++) {
    scoreTile(
      tiles + tile * tileBytes(dimension),
      quads,
      quadEnd,
      channels,
      channelCount,
      scores + tile * tileLane,
      rowBytes,
    );
  }
}

export function scoreTile(
  tile: usize,
  quad: usize,
  quadEnd: usize,
  channels: usize,
  channelCount: i32,
  scores: usize,
  rowBytes: usize,
): void {
  const channelEnd = channels + ((<usize>channelCount) << 2);
  const step = quadBytes(channelCount);
  for (; quad < quadEnd; quad += step) {
    let a0 = f32x4.splat(0);
    let a1 = a0;
    let b0 = a0;
    let b1 = a0;
    let c0 = a0;
    let c1 = a0;
    let d0 = a0;
    let d1 = a0;
    let values = quad + quadHead;
    for (let channel = channels; channel < channelEnd; channel += 4) {
      const point = tile + <usize>load<u32>(channel) * tileLane;
      const x0 = v128.load(point);
      const x1 = v128.load(point, 16);
      const a = v128.load32_splat(values);
      a0 = multiplyAdd(x0, a, a0);
      a1 = multiplyAdd(x1, a, a1);
      const b = v128.load32_splat(values, 4);
      b0 = multiplyAdd(x0, b, b0);
      b1 = multiplyAdd(x1, b, b1);
      const c = v128.load32_splat(values, 8);
      c0 = multiplyAdd(x0, c, c0);
      c1 = multiplyAdd(x1, c, c1);
      const d = v128.load32_splat(values, 12);
      d0 = multiplyAdd(x0, d, d0);
      d1 = multiplyAdd(x1, d, d1);
      values += 16;
    }
    storeRow(scores, a0, a1);
    storeRow(scores + rowBytes, b0, b1);
    storeRow(scores + 2 * rowBytes, c0, c1);
    storeRow(scores + 3 * rowBytes, d0, d1);
    scores += 4 * rowBytes;
  }
}

function storeRow(scores: usize, low: v128, high: v128): void {
  v128.store(scores, low);
  v128.store(scores, high, 16);
}
