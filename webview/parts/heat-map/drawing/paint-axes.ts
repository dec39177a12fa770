import type { PaintContext } from "../../export/canvas/paint-context";
import type { Box } from "./box";
import { levelSize, nameGap, type HeatMapLayout, type PlacedSide } from "./layout";
import type { HeatMapLook } from "./look";

/** Parts shorter than this, in pixels, have no line over them. */
const shortestLine = 14;
const lineInset = 4;

/** Labels beside and below the cells, with the names of their levels. */
export function paintAxes(
  context: PaintContext,
  { plot, rowLevels, columnLevels }: HeatMapLayout,
  look: HeatMapLook,
): void {
  context.strokeStyle = look.line;
  context.lineWidth = 1;
  const paint = (levels: readonly PlacedSide[], paintLevel: typeof paintRowLevel) => {
    levels.forEach((level, index) => {
      context.fillStyle = level.isMarks ? look.text : look.faint;
      paintLevel(context, plot, level, index > 0);
    });
  };
  paint(rowLevels, paintRowLevel);
  paint(columnLevels, paintColumnLevel);
}

function paintRowLevel(context: PaintContext, plot: Box, level: PlacedSide, hasLines: boolean) {
  const right = plot.left - level.distance;
  context.textAlign = level.isAlong ? "center" : "end";
  for (const { text, from, to } of level.labels) {
    const y = plot.top + (from + to) / 2;
    if (level.isAlong) writeUpright(context, text, right - levelSize / 2, y);
    else context.fillText(text, right, y);
    if (!hasLines || to - from < shortestLine) continue;
    const top = plot.top + from + lineInset;
    line(context, right - 0.5, top, right - 0.5, plot.top + to - lineInset);
  }
  if (level.name === "") return;
  context.textAlign = "center";
  const outer = right - level.size + levelSize / 2;
  writeUpright(context, level.name, outer, plot.top + plot.height / 2);
}

function paintColumnLevel(context: PaintContext, plot: Box, level: PlacedSide, hasLines: boolean) {
  const top = plot.top + plot.height + level.distance;
  const middle = top + level.size / 2;
  context.textAlign = "center";
  for (const { text, from, to } of level.labels) {
    context.fillText(text, plot.left + (from + to) / 2, middle);
    if (!hasLines || to - from < shortestLine) continue;
    const left = plot.left + from + lineInset;
    line(context, left, top + 0.5, plot.left + to - lineInset, top + 0.5);
  }
  if (level.name === "") return;
  context.textAlign = "end";
  context.fillText(level.name, plot.left - nameGap, middle);
}

/** Text that is read from below upwards, around its middle. */
export function writeUpright(context: PaintContext, text: string, x: number, y: number): void {
  context.save();
  context.translate(x, y);
  context.rotate(-Math.PI / 2);
  context.fillText(text, 0, 0);
  context.restore();
}

function line(context: PaintContext, x: number, y: number, toX: number, toY: number): void {
  context.beginPath();
  context.moveTo(x, y);
  context.lineTo(toX, toY);
  context.stroke();
}
