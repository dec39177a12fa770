import type { Box } from "../heat-map/drawing/box";
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
import { paper, shortenTo } from "./paper";

const boxHeight = 420;
const barGap = 16;
/** Between heat maps, and of the lines above each of them. */
const mapGap = 20;
const headingHeight = 38;
const verdictHeight = 15;
const swatch = 10;

/** One of several heat maps, with what stands over it. */
export interface DrawnMap {
  readonly heading?: {
    readonly name: string;
    readonly colour: string;
    readonly verdict: string;
  };
  readonly picture: Picture;
}

/**
 * A heat map with its axes and colour bar; cells are squares of the drawing, not an image.
 * @param table colours from the low to the high end, [256], each 0xAABBGGRR
 */
export function drawHeatMap(title: string, picture: Picture, table: Uint32Array): Drawing {
  return drawHeatMaps(title, [{ picture }], table, () => 1);
}

/**
 * Heat maps of one scale beside each other, with one colour bar.
 * @param columnsIn how many stand side by side in a width
 */
export function drawHeatMaps(
  title: string,
  maps: readonly DrawnMap[],
  table: Uint32Array,
  columnsIn: (width: number) => number,
): Drawing {
  const width = paper.width - colourBarWidth - barGap;
  const columns = columnsIn(width);
  const rows = Math.ceil(maps.length / columns);
  const size = {
    width: (width - (columns - 1) * mapGap) / columns,
    height: rows === 1 ? boxHeight : boxHeight / 1.6,
  };
  const above = heightAbove(maps, size.width);
  const height = rows * (size.height + above) + (rows - 1) * mapGap;
  const context = new SvgContext(paper.width, height);
  setLetters(context, paperLook);
  const plots = maps.map((map, index) => {
    const box = {
      left: (index % columns) * (size.width + mapGap),
      top: Math.floor(index / columns) * (size.height + above + mapGap),
      ...size,
    };
    drawHeading(context, map, box);
    context.save();
    context.translate(box.left, box.top + above);
    const plot = drawMap(context, map.picture, table, size);
    context.restore();
    return { ...plot, top: plot.top + above };
  });
  const bar = { ...plots[0], left: paper.width - colourBarWidth, width: colourBarWidth };
  paintColourBar(context, bar, maps[0].picture, table, paperLook);
  return { title, height, body: context.markup() };
}

function heightAbove(maps: readonly DrawnMap[], width: number): number {
  const lines = maps.map(({ heading }) =>
    heading ? verdictLines(heading.verdict, width).length : 0,
  );
  const most = Math.max(...lines);
  return most === 0 ? 0 : headingHeight + (most - 1) * verdictHeight;
}

/** The parts of a sentence below each other where it is too long for a line. */
function verdictLines(verdict: string, width: number): string[] {
  return shortenTo(verdict, width) === verdict ? [verdict] : verdict.split(/(?<=,) /);
}

function drawHeading(context: SvgContext, { heading }: DrawnMap, { left, top, width }: Box): void {
  if (!heading) return;
  context.save();
  context.textAlign = "start";
  context.fillStyle = heading.colour;
  context.fillRect(left, top + 2, swatch, swatch);
  context.fillStyle = paperLook.text;
  context.font = `bold ${paper.fontSize}px ${paperLook.font}`;
  context.fillText(shortenTo(heading.name, width - swatch - 8), left + swatch + 6, top + 8);
  setLetters(context, paperLook);
  context.fillStyle = paperLook.faint;
  verdictLines(heading.verdict, width).forEach((line, index) => {
    context.fillText(shortenTo(line, width), left, top + 26 + index * verdictHeight);
  });
  context.restore();
}

/** Draws at the place that the context has moved to. */
function drawMap(
  context: SvgContext,
  picture: Picture,
  table: Uint32Array,
  size: { readonly width: number; readonly height: number },
): Box {
  const viewport = wholeViewport(picture.matrix);
  const measure = (text: string) => context.measureText(text).width;
  const layout = layoutHeatMap(picture, viewport, size, measure);
  paintGrounds(context, layout.plot, picture, viewport, paperLook);
  context.embed(drawCells(picture, table, layout.plot));
  paintAround(context, layout, picture, viewport, paperLook);
  return layout.plot;
}
