import { SvgContext } from "../../../parts/export/canvas/svg-context";
import type { Drawing } from "../../../parts/export/drawing";
import { paper, paperTheme } from "../../../parts/export/paper";
import { drawPlane, planeBelow, planeLeft, toX, toY } from "../../../parts/export/plane-axes";
import { svgText } from "../../../parts/export/svg";
import { formatShare } from "../../../../src/shared/format/number";
import type { ClusterSet } from "../../../state/details/cluster-set";
import { paintProjection } from "./paint-projection";
import { drawnTokens, planeBox } from "./projection-points";

const side = 480;
const top = 20;

/**
 * The projection as on screen, with the axes of its plane.
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
  const context = new SvgContext(paper.width, top + side);
  paintProjection(
    context,
    {
      set,
      tokens: drawnTokens(set, picked),
      pickedCluster: picked,
      pickedToken: undefined,
      outlined: [],
    },
    table,
    paperTheme,
    (x, y) => [toX(box, across, x), toY(box, upwards, y)],
  );
  const apart = picked === undefined ? "" : ` Cluster ${picked} is set apart.`;
  const words = [
    `${set.facts.context} keys of ${set.facts.clusters} clusters,`,
    "scaled to length 1. Squares are keys,",
    `crosses centroids.${apart}`,
  ];
  const text = words.map((line, index) =>
    svgText(planeLeft + side + 24, top + 12 + index * paper.lineHeight, line),
  );
  return {
    title,
    height: top + side + planeBelow,
    body: drawPlane(box, across, upwards) + context.markup() + text.join(""),
  };
}

function axisOf(which: string, share: number, low: number, size: number) {
  const title = `${which} axis, ${formatShare(share)} of the variance`;
  return { title, low, high: low + size };
}
