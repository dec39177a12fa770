import type { ColourMapName } from "../../parts/colours/colour-map";
import { themedTable } from "../../parts/colours/theme-colours";
import { drawChart } from "../../parts/export/chart-drawing";
import type { Drawing } from "../../parts/export/drawing";
import { drawHeatMap } from "../../parts/export/heat-map-drawing";
import { paperTheme } from "../../parts/export/paper";
import type { Picture } from "../../parts/heat-map/picture";
import type { ClusterSet } from "../../state/details/cluster-set";
import type { ClusterBarsContent } from "./cluster-bars-content";
import { clusterBarsPicture } from "./cluster-bars-picture";
import { drawProjection } from "./projection-drawing";

/** What the view of clusters shows; what it does not show now is undefined. */
interface ShownClusters {
  readonly set: ClusterSet;
  readonly picked: number | undefined;
  readonly colours: ColourMapName;
  /** The slots in view. */
  readonly slots: Picture | undefined;
  readonly bars: readonly (readonly [title: string, content: ClusterBarsContent | undefined])[];
}

const barsHeight = 210;

/** The charts of the view, one below the other. */
export function drawClusters(
  title: string,
  { set, picked, colours, slots, bars }: ShownClusters,
): Drawing[] {
  return [
    drawProjection(title, set, picked, themedTable(colours)),
    ...(slots ? [drawHeatMap("Lines and rows", slots, themedTable(slots.colours))] : []),
    ...bars.flatMap(([name, shown]) =>
      shown ? [drawChart(name, clusterBarsPicture(shown, paperTheme), barsHeight)] : [],
    ),
  ];
}
