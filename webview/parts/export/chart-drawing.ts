import { BasicPlatform, Chart, type ChartItem, type ChartType } from "chart.js";
import { barsHeight, barsPicture } from "../charts/bars-picture";
import type { ChartPicture } from "../charts/chart-picture";
import { linesPicture } from "../charts/lines-picture";
import type { StackedBarsContent } from "../charts/stacked-bars-content";
import type { StepLinesContent } from "../charts/step-lines-content";
import { SvgContext } from "./canvas/svg-context";
import type { Drawing } from "./drawing";
import { drawLegend } from "./legend-drawing";
import { paper, paperTheme } from "./paper";
import { svg } from "./svg";

const linesHeight = 280;

/** Stacked bars with their legend, an axis with unit, and each bar's total in figures. */
export function drawBars(title: string, content: StackedBarsContent): Drawing {
  return drawChart(title, barsPicture(content, paperTheme), barsHeight(content));
}

/** A line per run over the steps, with the shown step marked. */
export function drawLines(title: string, content: StepLinesContent): Drawing {
  return drawChart(title, linesPicture(content, paperTheme), linesHeight);
}

/**
 * A chart as chart.js draws it on screen, drawn into SVG, with its legend above.
 * @param picture in the looks of paper
 * @param height of the chart without its legend
 */
export function drawChart<Type extends ChartType, Data, Label>(
  title: string,
  { legend, configuration }: ChartPicture<Type, Data, Label>,
  height: number,
): Drawing {
  const context = new SvgContext(paper.width, height);
  const chart = new Chart<Type, Data, Label>(asCanvas(context), {
    ...configuration,
    platform: BasicPlatform,
  });
  chart.destroy();
  const above = drawLegend(legend);
  return {
    title,
    height: above.height + height,
    body: above.body + svg("g", { transform: `translate(0 ${above.height})` }, context.markup()),
  };
}

/** chart.js asks a canvas for its size and its context, and draws with no more than we have. */
function asCanvas({ canvas }: SvgContext): ChartItem {
  return canvas as unknown as ChartItem;
}
