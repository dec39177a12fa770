import { mostSingleKeys } from "./paint-density";
import type { ClusterSet } from "../../../state/details/cluster-set";

/** A box in the plane of the projection. */
export interface PlaneBox {
  readonly left: number;
  readonly bottom: number;
  /** Of both sides, so that distances look alike in all directions. */
  readonly size: number;
}

/** Tokens to draw one by one: all, or those of `picked` where so many would hide each other. */
export function drawnTokens({ clusterOf }: ClusterSet, picked: number | undefined): number[] {
  const isDense = clusterOf.length > mostSingleKeys;
  const tokens: number[] = [];
  clusterOf.forEach((cluster, token) => {
    if (!isDense || (picked !== undefined && cluster === picked)) tokens.push(token);
  });
  return tokens;
}

/** The smallest square around all points, with a margin. */
export function planeBox(places: Float32Array): PlaneBox {
  const low = [Infinity, Infinity];
  const high = [-Infinity, -Infinity];
  places.forEach((place, i) => {
    low[i % 2] = Math.min(low[i % 2], place);
    high[i % 2] = Math.max(high[i % 2], place);
  });
  const size = 1.08 * Math.max(high[0] - low[0], high[1] - low[1], 1e-6);
  return {
    left: (low[0] + high[0] - size) / 2,
    bottom: (low[1] + high[1] - size) / 2,
    size,
  };
}

/**
 * The drawn token nearest to a point, if it lies within `reach` of it.
 * @param at a point of the projection
 */
export function nearestToken(
  { places }: ClusterSet,
  tokens: readonly number[],
  at: readonly [number, number],
  reach: number,
): number | undefined {
  let nearest: number | undefined;
  let distance = reach;
  for (const token of tokens) {
    const away = Math.hypot(places[2 * token] - at[0], places[2 * token + 1] - at[1]);
    if (away > distance) continue;
    nearest = token;
    distance = away;
  }
  return nearest;
}
