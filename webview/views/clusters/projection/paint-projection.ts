import type { ChartTheme } from "../../../parts/charts/chart-theme";
import { clusterColour } from "../../../parts/colours/cluster-colour";
import type { PaintContext } from "../../../parts/export/canvas/paint-context";
import type { ClusterSet } from "../../../state/details/cluster-set";

import { mostSingleKeys, paintDensity } from "./paint-density";

/** What is painted of a set of clusters. */
export interface Projected {
  readonly set: ClusterSet;
  /** The keys that are painted. */
  readonly tokens: readonly number[];
  /** Set apart from the others, which are faint. */
  readonly pickedCluster: number | undefined;
  readonly pickedToken: number | undefined;
  /** Tokens with a rim around them. */
  readonly outlined: readonly number[];
}

/** From the plane to the surface. */
export type Placing = (x: number, y: number) => readonly [x: number, y: number];

const pointSize = 4;
/** More centroids than this hide the keys. */
const mostCrosses = 200;

/**
 * Keys as squares in the plane in which they vary most, centroids as crosses.
 * @param table colours of clusters, [256], each 0xAABBGGRR
 */
export function paintProjection(
  context: PaintContext,
  projected: Projected,
  table: Uint32Array,
  theme: ChartTheme,
  place: Placing,
): void {
  const { set, tokens, pickedCluster } = projected;
  if (set.clusterOf.length > mostSingleKeys) paintDensity(context, set, theme, place);
  const isApart = (cluster: number) => pickedCluster === undefined || cluster === pickedCluster;
  const apart = tokens.filter((token) => isApart(set.clusterOf[token]));
  const others = tokens.filter((token) => !isApart(set.clusterOf[token]));
  const paint = (painted: readonly number[], size: number) => {
    context.beginPath();
    for (const token of painted) {
      const [x, y] = place(set.places[2 * token], set.places[2 * token + 1]);
      context.rect(x - size / 2, y - size / 2, size, size);
    }
    context.fill();
  };
  context.fillStyle = theme.text;
  context.globalAlpha = 0.3;
  paint(others, 2);
  // A rim keeps light colours visible on light backgrounds.
  paint(apart, pointSize + 1.5);
  context.globalAlpha = 1;
  for (const [cluster, own] of byCluster(set, apart)) {
    context.fillStyle = clusterColour(cluster, table);
    paint(own, pointSize);
  }
  const hasCrosses = pickedCluster !== undefined || set.sizes.length <= mostCrosses;
  set.sizes.forEach((_, cluster) => {
    if (!hasCrosses) return;
    const [cx, cy] = [set.centres[2 * cluster], set.centres[2 * cluster + 1]];
    if (Number.isNaN(cx) || !isApart(cluster)) return;
    const [x, y] = place(cx, cy);
    paintCross(context, x, y, theme.background, 5);
    paintCross(context, x, y, theme.text, 2);
  });
  paintPicked(context, projected, theme, place);
}

function byCluster(set: ClusterSet, tokens: readonly number[]): Map<number, number[]> {
  const members = new Map<number, number[]>();
  for (const token of tokens) {
    const cluster = set.clusterOf[token];
    const own = members.get(cluster) ?? [];
    own.push(token);
    members.set(cluster, own);
  }
  return members;
}

function paintPicked(
  context: PaintContext,
  { set, outlined, pickedToken }: Projected,
  theme: ChartTheme,
  place: Placing,
): void {
  context.strokeStyle = theme.text;
  context.lineWidth = 1;
  for (const token of outlined.filter((each) => each < set.clusterOf.length)) {
    const [x, y] = place(set.places[2 * token], set.places[2 * token + 1]);
    context.strokeRect(x - pointSize, y - pointSize, 2 * pointSize, 2 * pointSize);
  }
  if (pickedToken === undefined || pickedToken >= set.clusterOf.length) return;
  const [x, y] = place(set.places[2 * pickedToken], set.places[2 * pickedToken + 1]);
  context.lineWidth = 2;
  context.beginPath();
  context.arc(x, y, 8, 0, 2 * Math.PI);
  context.stroke();
}

function paintCross(
  context: PaintContext,
  x: number,
  y: number,
  colour: string,
  lineWidth: number,
): void {
  context.strokeStyle = colour;
  context.lineWidth = lineWidth;
  context.beginPath();
  context.moveTo(x - 5, y);
  context.lineTo(x + 5, y);
  context.moveTo(x, y - 5);
  context.lineTo(x, y + 5);
  context.stroke();
}
