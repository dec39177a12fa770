import type { PaintContext } from "../../export/canvas/paint-context";
import type { Picture } from "../picture";
import type { Viewport } from "../viewport";
import type { HeatMapLayout } from "./layout";
import { letterBaseline, letterSize, type HeatMapLook } from "./look";
import { paintAxes } from "./paint-axes";
import { paintDividers } from "./paint-dividers";
import { paintMarks } from "./paint-marks";

/** What lies around the cells and over them: axes, lines between parts, marks, border. */
export function paintAround(
  context: PaintContext,
  layout: HeatMapLayout,
  picture: Picture,
  viewport: Viewport,
  look: HeatMapLook,
): void {
  const { plot } = layout;
  paintDividers(context, plot, picture, viewport, look);
  context.strokeStyle = look.line;
  context.lineWidth = 1;
  context.strokeRect(plot.left - 0.5, plot.top - 0.5, plot.width + 1, plot.height + 1);
  setLetters(context, look);
  paintAxes(context, layout, look);
  paintMarks(context, plot, picture, viewport, look);
}

/** Makes a context write as heat maps do. */
export function setLetters(context: PaintContext, { font }: HeatMapLook): void {
  context.font = `${letterSize}px ${font}`;
  context.textBaseline = letterBaseline;
}
