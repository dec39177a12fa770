import { layoutHeatMap } from "../heat-map/drawing/layout";
import { paperLook } from "../heat-map/drawing/look";
import { colourBarWidth, paintColourBar } from "../heat-map/drawing/paint-colour-bar";
import { paintGrounds } from "../heat-map/drawing/paint-grounds";
import { paintAround, setLetters } from "../heat-map/drawing/paint-heat-map";
import type { Picture } from "../heat-map/picture";
import { wholeViewport } from "../heat-map/viewport";
import { SvgContext } from "./canvas/svg-context";
import { drawCells } from "./cells-drawing";
import type { Drawing } from "./drawing";
import { paper } from "./paper";

const boxHeight = 420;
const barGap = 16;

/**
 * A heat map with its axes and colour bar; cells are squares of the drawing, not an image.
 * @param table colours from the low to the high end, [256], each 0xAABBGGRR
 */
export function drawHeatMap(title: string, picture: Picture, table: Uint32Array): Drawing {
  const size = { width: paper.width - colourBarWidth - barGap, height: boxHeight };
  const context = new SvgContext(paper.width, boxHeight);
  setLetters(context, paperLook);
  const viewport = wholeViewport(picture.matrix);
  const measure = (text: string) => context.measureText(text).width;
  const layout = layoutHeatMap(picture, viewport, size, measure);
  const { plot } = layout;
  paintGrounds(context, plot, picture, viewport, paperLook);
  context.embed(drawCells(picture, table, plot));
  paintAround(context, layout, picture, viewport, paperLook);
  const bar = { ...plot, left: paper.width - colourBarWidth, width: colourBarWidth };
  paintColourBar(context, bar, picture, table, paperLook);
  return { title, height: boxHeight, body: context.markup() };
}
