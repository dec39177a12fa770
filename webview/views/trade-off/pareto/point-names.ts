import type { Plugin } from "chart.js";
import type { ChartTheme } from "../../../parts/charts/chart-theme";
import type { ComparedRun } from "../../../state/runs/compared-runs";
import { pointLabels, type Box } from "./point-labels";

/**
 * Names the points where there is room; on paper, where nothing else names them, all.
 * @param plotted of each dataset the runs, in the order of its points
 * @param fronts datasets with a line through them, before those without
 */
export function pointNames(
  plotted: readonly (readonly ComparedRun[])[],
  fronts: number,
  theme: ChartTheme,
): Plugin<"line"> {
  return {
    id: "names",
    afterDatasetsDraw(chart) {
      const { ctx, chartArea } = chart;
      ctx.save();
      ctx.font = `${Math.round(theme.fontSize * 0.92)}px ${theme.font}`;
      ctx.textBaseline = "middle";
      ctx.fillStyle = theme.text;
      ctx.strokeStyle = theme.background;
      ctx.lineWidth = 4;
      ctx.lineJoin = "round";
      const points = plotted.flatMap((members, dataset) =>
        chart.getDatasetMeta(dataset).data.map(({ x, y }, index) => {
          const text = members[index].name;
          return { x, y, text, width: ctx.measureText(text).width };
        }),
      );
      const lines = plotted
        .slice(0, fronts)
        .flatMap((_, dataset) => stepsOf(chart.getDatasetMeta(dataset).data));
      const placed = pointLabels(points, chartArea, lines, theme.fontSize);
      const isPlaced = new Set(placed.map(({ text }) => text));
      const others = theme.isStill ? points.filter(({ text }) => !isPlaced.has(text)) : [];
      const crowded = others.map(({ text, x, y }) => ({ text, left: x + 11, middle: y - 11 }));
      for (const { text, left, middle } of [...placed, ...crowded]) {
        ctx.strokeText(text, left, middle);
        ctx.fillText(text, left, middle);
      }
      ctx.restore();
    },
  };
}

/** What the line through the front takes up: level from a point to below or above the next. */
function stepsOf(front: readonly { readonly x: number; readonly y: number }[]): Box[] {
  return front.slice(1).flatMap(({ x, y }, index): Box[] => {
    const from = front[index];
    return [
      { left: from.x, right: x, top: from.y - 2, bottom: from.y + 2 },
      { left: x - 2, right: x + 2, top: Math.min(y, from.y), bottom: Math.max(y, from.y) },
    ];
  });
}
