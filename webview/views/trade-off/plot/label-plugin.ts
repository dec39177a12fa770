import type { Plugin } from "chart.js";
import type { ChartTheme } from "../../../parts/charts/chart-theme";
import { placeLabels, type Box } from "./place-labels";
import type { PlotContent } from "./plot-content";

/**
 * Names every point; one that is further away has a line to its point.
 * @param dataset of the points, after those of the fronts
 */
export function labelPlugin(
  { points, fronts, baseline }: PlotContent,
  dataset: number,
  theme: ChartTheme,
): Plugin<"line"> {
  return {
    id: "labels",
    afterDatasetsDraw(chart) {
      const { ctx, chartArea } = chart;
      const size = Math.round(theme.fontSize * 0.92);
      const fontOf = (place: number) => {
        return `${points[place].isShown ? "600 " : ""}${size}px ${theme.font}`;
      };
      ctx.save();
      const labelled = chart.getDatasetMeta(dataset).data.map(({ x, y }, place) => {
        ctx.font = fontOf(place);
        const text = points[place].label;
        return { x, y, text, width: ctx.measureText(text).width };
      });
      const lines = [
        ...fronts.flatMap((_, front) => stepsOf(chart.getDatasetMeta(front).data)),
        ...labelled.flatMap((point, place) => {
          return points[place] === baseline ? crossHair(point, chartArea) : [];
        }),
      ];
      ctx.textBaseline = "middle";
      placeLabels(labelled, chartArea, lines, size + 3).forEach((label, place) => {
        if (!label) return;
        const { left, middle, leader, text } = label;
        if (leader) {
          ctx.strokeStyle = theme.grid;
          ctx.lineWidth = 1;
          ctx.beginPath();
          ctx.moveTo(labelled[place].x, labelled[place].y);
          ctx.lineTo(leader.x, leader.y);
          ctx.stroke();
        }
        ctx.font = fontOf(place);
        ctx.strokeStyle = theme.background;
        ctx.lineWidth = 3;
        ctx.lineJoin = "round";
        ctx.strokeText(text, left, middle);
        ctx.fillStyle = theme.text;
        ctx.fillText(text, left, middle);
      });
      ctx.restore();
    },
  };
}

function crossHair({ x, y }: { x: number; y: number }, area: Box): Box[] {
  return [
    { left: area.left, right: area.right, top: y - 1, bottom: y + 1 },
    { left: x - 1, right: x + 1, top: area.top, bottom: area.bottom },
  ];
}

/** What the line through a front takes up: level from a point to below or above the next. */
function stepsOf(front: readonly { readonly x: number; readonly y: number }[]): Box[] {
  return front.slice(1).flatMap(({ x, y }, index): Box[] => {
    const from = front[index];
    const [left, right] = [Math.min(x, from.x), Math.max(x, from.x)];
    return [
      { left, right, top: from.y - 2, bottom: from.y + 2 },
      { left: x - 2, right: x + 2, top: Math.min(y, from.y), bottom: Math.max(y, from.y) },
    ];
  });
}
