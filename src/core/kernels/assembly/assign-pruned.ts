import { quadBytes, quadsOf, tileBytes, tileLane } from "./layout";
import { clearBest, nearest } from "./nearest";

/**
 * Lloyd's assignment with bounds, after Ding et al., "Yinyang k-means" (ICML 2015): for each point
 * and group of centroids a distance that no centroid of the group is below. Groups are runs of
 * quads. Unlike there, a group is passed over for all points of a tile or for none, and its bound
 * spans all its centroids, because the group of a point's own centroid is never passed over.
 *
 * Bounds are anchored: stored plus the path that the group's centroids had moved by then, and read
 * less the path they have moved by now. So passing a group over stores nothing.
 */
@unmanaged
export class PrunedAssignment {
  tiles: usize;
  /** Squared lengths of the points, [tiles][8] f32. */
  squares: usize;
  quads: usize;
  centroids: i32;
  dimension: i32;
  groupQuads: i32;
  groups: i32;
  /** Group of each centroid, [centroids] u32. */
  groupOf: usize;
  /** Path of each group so far, rounded down and rounded up, [groups] f32 each. */
  pathFloor: usize;
  pathCeiling: usize;
  /** Anchored bounds, [tiles][groups][8] f32; minus infinity where nothing is known. */
  bounds: usize;
  /** Nearest centroid of each point, [tiles][8] u32, in and out. */
  labels: usize;
  /** Scratch, [40]: best scores and ids of a tile, how far they reach, scores and ids of a group. */
  best: usize;
  /** Scratch, [groups] u8: 1 for the groups that the tile was compared with. */
  compared: usize;
  /** What a squared distance may be above its computed value, and below. */
  marginAbove: f32;
  marginBelow: f32;
}

/** Slack for the few roundings of a bound, relative. */
const shrink: f32 = 1 - 1.0 / 4194304;
const grow: f32 = 1 + 1.0 / 4194304;

/** Updates the labels of tiles `from` .. `to - 1`. Returns how often a tile met a group. */
export function assignPruned(work: PrunedAssignment, from: i32, to: i32): i32 {
  let comparisons = 0;
  for (let tile = from; tile < to; tile++) comparisons += assignTile(work, <usize>tile);
  return comparisons;
}

function assignTile(work: PrunedAssignment, tile: usize): i32 {
  const best = work.best;
  const labels = work.labels + tile * tileLane;
  const groups = <usize>work.groups;
  const bounds = work.bounds + tile * groups * tileLane;
  let comparisons = 0;
  clearBest(best);
  memory.fill(work.compared, 0, groups);
  for (let lane: usize = 0; lane < tileLane; lane += 4) {
    const group = <usize>load<u32>(work.groupOf + ((<usize>load<u32>(labels + lane)) << 2));
    if (load<u8>(work.compared + group)) continue;
    compareGroup(work, tile, group);
    comparisons++;
  }
  for (let group: usize = 0; group < groups; group++) {
    if (load<u8>(work.compared + group)) continue;
    const path = load<f32>(work.pathCeiling + (group << 2));
    if (isFarther(bounds + group * tileLane, path, best + 64)) continue;
    compareGroup(work, tile, group);
    comparisons++;
  }
  memory.copy(labels, best + tileLane, tileLane);
  return comparisons;
}

/** Whether every point of a tile has its best centroid nearer than the group can be. */
function isFarther(bounds: usize, path: f32, reach: usize): bool {
  const gone = f32x4.splat(path);
  const low = f32x4.gt(f32x4.sub(v128.load(bounds), gone), v128.load(reach));
  const high = f32x4.gt(f32x4.sub(v128.load(bounds, 16), gone), v128.load(reach, 16));
  return i32x4.all_true(v128.and(low, high));
}

function compareGroup(work: PrunedAssignment, tile: usize, group: usize): void {
  const best = work.best;
  const own = best + 96;
  const dimension = work.dimension;
  const first = <i32>group * work.groupQuads;
  const last = min(first + work.groupQuads, quadsOf(work.centroids));
  store<u8>(work.compared + group, 1);
  clearBest(own);
  nearest(
    work.tiles + tile * tileBytes(dimension),
    work.quads + <usize>first * quadBytes(dimension),
    work.quads + <usize>last * quadBytes(dimension),
    dimension,
    own,
  );
  const path = f32x4.splat(load<f32>(work.pathFloor + (group << 2)));
  const bounds = work.bounds + (tile * <usize>work.groups + group) * tileLane;
  const squares = work.squares + tile * tileLane;
  const below = f32x4.neg(f32x4.splat(work.marginBelow));
  const above = f32x4.splat(work.marginAbove);
  for (let at: usize = 0; at < tileLane; at += 16) {
    const square = v128.load(squares + at);
    const score = v128.load(own + at);
    const bound = f32x4.mul(distance(square, score, below), f32x4.splat(shrink));
    v128.store(bounds + at, f32x4.add(bound, path));
    merge(best + at, score, v128.load(own + at, 32));
    const reach = distance(square, v128.load(best + at), above);
    v128.store(best + at, f32x4.mul(reach, f32x4.splat(grow)), 64);
  }
}

/** sqrt(|x|^2 - 2 score + margin), 0 where that is negative. */
function distance(square: v128, score: v128, margin: v128): v128 {
  const squared = f32x4.add(f32x4.sub(square, f32x4.add(score, score)), margin);
  return f32x4.sqrt(f32x4.max(squared, f32x4.splat(0)));
}

/** Takes over higher scores, and among equal ones those of lower ids. */
function merge(best: usize, score: v128, id: v128): void {
  const oldScore = v128.load(best);
  const oldId = v128.load(best, 32);
  const lowerId = v128.and(f32x4.eq(score, oldScore), i32x4.lt_u(id, oldId));
  const better = v128.or(f32x4.gt(score, oldScore), lowerId);
  v128.store(best, v128.bitselect(score, oldScore, better));
  v128.store(best, v128.bitselect(id, oldId, better), 32);
}
