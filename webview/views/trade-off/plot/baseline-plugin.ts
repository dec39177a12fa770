import type { Plugin } from "chart.js";
import type { ChartTheme } from "../../../parts/charts/chart-theme";

/** A dashed cross-hair at a place of the plot, in the units of its axes. */
export function baselinePlugin(at: { x: number; y: number }, theme: ChartTheme): Plugin<"line"> {
  return {
    id: "baseline",
    beforeDatasetsDraw({ ctx, chartArea: { left, right, top, bottom }, scales: { x, y } }) {
      const [across, up] = [x.getPixelForValue(at.x), y.getPixelForValue(at.y)];
      ctx.save();
      ctx.strokeStyle = theme.text;
      ctx.globalAlpha = 0.5;
      ctx.lineWidth = 1;
      ctx.setLineDash([4, 4]);
      ctx.beginPath();
      ctx.moveTo(across, top);
      ctx.lineTo(across, bottom);
      ctx.moveTo(left, up);
      ctx.lineTo(right, up);
      ctx.stroke();
      ctx.restore();
    },
  };
}
