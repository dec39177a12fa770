import { quadBytes, quadHead, quadsOf, quadVectors } from "./layout";

/**
 * Packs centroids into quads. The start of centroid c is -|c|^2 / 2, so that start + x·c falls as
 * the distance of x and c grows. Places beyond the last centroid start below every score.
 * @param centroids row-major [_, dimension] f32
 * @param order centroid of each place, [count] u32
 */
export function packCentroids(
  centroids: usize,
  order: usize,
  count: i32,
  dimension: i32,
  quads: usize,
): void {
  for (let place = 0; place < quadsOf(count) * quadVectors; place++) {
    const quad = quads + <usize>(place / quadVectors) * quadBytes(dimension);
    const lane = quad + ((<usize>(place % quadVectors)) << 2);
    if (place < count) {
      const id = load<u32>(order + ((<usize>place) << 2));
      store<u32>(lane, id, 16);
      packLane(centroids + ((<usize>id * <usize>dimension) << 2), dimension, lane);
    } else {
      clearLane(lane, dimension);
    }
  }
}

function packLane(centroid: usize, dimension: i32, lane: usize): void {
  let squares: f64 = 0;
  let at = lane + quadHead;
  for (const end = centroid + ((<usize>dimension) << 2); centroid < end; centroid += 4) {
    const value = load<f32>(centroid);
    squares += <f64>value * <f64>value;
    store<f32>(at, value);
    at += 16;
  }
  store<f32>(lane, <f32>(-0.5 * squares));
}

function clearLane(lane: usize, dimension: i32): void {
  store<f32>(lane, -f32.MAX_VALUE);
  store<u32>(lane, 0, 16);
  for (let d: usize = 0; d < <usize>dimension; d++) store<f32>(lane + quadHead + (d << 4), 0);
}
