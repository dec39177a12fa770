import { clusterTable } from "../../parts/colours/cluster-colour";
import { SvgContext } from "../../parts/export/canvas/svg-context";
import type { Drawing } from "../../parts/export/drawing";
import { paper, paperTheme } from "../../parts/export/paper";
import type { ClusterSet } from "../../state/details/cluster-set";
import { drawProjection } from "./projection/projection-drawing";
import { paintScatter, paintScatterMarks, scatterFrame } from "./scatter/paint-scatter";
import { scatterPoints } from "./scatter/scatter-points";

/** What of clusters is drawn. */
export interface DrawnClusters {
  readonly set: ClusterSet;
  readonly picked: number | undefined;
  readonly read: ReadonlyMap<number, number>;
  /** Of the run, on paper. */
  readonly colour: string;
}

const scatterHeight = 420;

/** The pictures of the view, one below the other. */
export function drawClusters(
  title: string,
  { set, picked, read, colour }: DrawnClusters,
): Drawing[] {
  const points = scatterPoints(set);
  const context = new SvgContext(paper.width, scatterHeight);
  const frame = scatterFrame(paper.width, scatterHeight);
  paintScatter(context, frame, points, paperTheme);
  const marks = { read: read.keys(), picked };
  paintScatterMarks(context, frame, points, marks, paperTheme, colour);
  return [
    { title, height: scatterHeight, body: context.markup() },
    drawProjection("Keys and centroids", set, picked, clusterTable()),
  ];
}
