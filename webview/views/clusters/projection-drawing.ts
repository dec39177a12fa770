import { drawnTokens, planeBox } from "./projection-points";
import { clusterColour } from "../../parts/colours/cluster-colour";
import type { ClusterSet } from "../../state/details/cluster-set";
import { formatShare } from "../../parts/format/number";
import type { Drawing } from "../../parts/export/drawing";
import { paper } from "../../parts/export/paper";
import { drawPlane, planeBelow, planeLeft, toX, toY } from "../../parts/export/plane-axes";
import { shortNumber, svg, svgText } from "../../parts/export/svg";

const side = 480;
const top = 20;
const point = 3;
const crossArm = 4;

/**
 * Keys as squares in the plane in which they vary most, centroids as crosses.
 * @param table colours of clusters, [256], each 0xAABBGGRR
 */
export function drawProjection(
  title: string,
  set: ClusterSet,
  picked: number | undefined,
  table: Uint32Array,
): Drawing {
  const plane = planeBox(set.places);
  const [first, second] = set.facts.shares;
  const across = axisOf("first", first, plane.left, plane.size);
  const upwards = axisOf("second", second, plane.bottom, plane.size);
  const box = { left: planeLeft, top, width: side, height: side };
  const isApart = (cluster: number) => picked === undefined || cluster === picked;
  const placeOf = (places: Float32Array, at: number) => [
    toX(box, across, places[2 * at]),
    toY(box, upwards, places[2 * at + 1]),
  ];
  const paths = new Map<string, string[]>();
  for (const token of drawnTokens(set, picked)) {
    const cluster = set.clusterOf[token];
    const colour = isApart(cluster) ? clusterColour(cluster, table) : paper.grid;
    const [x, y] = placeOf(set.places, token);
    const corner = `${shortNumber(x - point / 2)} ${shortNumber(y - point / 2)}`;
    const path = paths.get(colour) ?? [];
    path.push(`M${corner}h${point}v${point}h-${point}z`);
    paths.set(colour, path);
  }
  // Those set apart come last, over the others.
  const squares = [...paths]
    .sort(([a], [b]) => Number(b === paper.grid) - Number(a === paper.grid))
    .map(([fill, path]) => svg("path", { d: path.join(""), fill }));
  const crosses: string[] = [];
  set.sizes.forEach((_, cluster) => {
    if (!isApart(cluster) || Number.isNaN(set.centres[2 * cluster])) return;
    const [x, y] = placeOf(set.centres, cluster).map(shortNumber);
    crosses.push(
      `M${x} ${y}m-${crossArm} 0h${2 * crossArm}m-${crossArm} -${crossArm}v${2 * crossArm}`,
    );
  });
  const apart = picked === undefined ? "" : ` Cluster ${picked} is set apart.`;
  const words = [
    `${set.facts.context} keys of ${set.facts.clusters} clusters,`,
    "scaled to length 1. Squares are keys,",
    `crosses centroids.${apart}`,
  ];
  return {
    title,
    height: top + side + planeBelow,
    body: [
      drawPlane(box, across, upwards),
      ...squares,
      svg("path", { d: crosses.join(""), stroke: paper.background, "stroke-width": 3 }),
      svg("path", { d: crosses.join(""), stroke: paper.text, "stroke-width": 1.25 }),
      ...words.map((text, line) =>
        svgText(planeLeft + side + 24, top + 12 + line * paper.lineHeight, text),
      ),
    ].join(""),
  };
}

function axisOf(which: string, share: number, low: number, size: number) {
  const title = `${which} axis, ${formatShare(share)} of the variance`;
  return { title, low, high: low + size };
}
