import type { TableContent } from "../../../parts/tables/table-content";
import type { PlotContent } from "./plot-content";
import { writeFigure } from "./plot-picture";

/** Every point of a plot with its figures. */
export function plotTable(content: PlotContent): TableContent {
  const { points, fronts, across, up } = content;
  return {
    caption: "The points of the plot.",
    columns: [
      { label: "Run" },
      { label: across.label },
      { label: up.label },
      { label: "Pareto-optimal" },
    ],
    rows: points.map((point) => ({
      head: point.name,
      cells: [
        writeFigure(point.across, across),
        writeFigure(point.up, up),
        fronts.some((front) => front.points.includes(point)) ? "yes" : "",
      ],
      marked: point.isShown,
    })),
  };
}
