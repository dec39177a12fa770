import type { PaintContext } from "../../export/canvas/paint-context";
import { cellRange } from "../marking/cell-range";
import type { CellMark, Picture } from "../picture";
import type { Viewport } from "../viewport";
import type { Box } from "./box";
import type { HeatMapLook } from "./look";
import { placeRange } from "./place-range";

/** More marks than this are not told apart, and slow a page down. */
const mostMarks = 1024;
/** A frame is at least this large, in pixels: it is found however small its cell is. */
const smallestFrame = 5;
/** Of what points at a row or column from beside the cells. */
const pointerSize = 4;
const pointerGap = 2;

/** Marks that are in view, at most `mostMarks`. */
export function marksInView({ marks = [] }: Picture, viewport: Viewport): CellMark[] {
  const unit = { left: 0, top: 0, width: 1, height: 1 };
  const inView: CellMark[] = [];
  for (const mark of marks) {
    if (placeRange(mark.range, viewport, unit)) inView.push(mark);
    if (inView.length === mostMarks) break;
  }
  return inView;
}

/** What is set apart: frames and bands, the picked cell, the shown row and column. */
export function paintMarks(
  context: PaintContext,
  plot: Box,
  picture: Picture,
  viewport: Viewport,
  look: HeatMapLook,
): void {
  for (const { kind, range } of marksInView(picture, viewport)) {
    const box = placeRange(range, viewport, plot);
    if (box && kind === "band") paintBand(context, box);
    else if (box) paintFrame(context, box);
  }
  const picked = picture.picked && placeRange(cellRange(picture.picked), viewport, plot);
  if (picked) paintFrame(context, picked);
  context.fillStyle = look.accent;
  paintRowPointer(context, plot, picture, viewport);
  paintColumnPointer(context, plot, picture, viewport);
}

function paintRowPointer(context: PaintContext, plot: Box, picture: Picture, viewport: Viewport) {
  const { markedRow, matrix } = picture;
  if (markedRow === undefined) return;
  const cells = {
    fromRow: markedRow,
    toRow: markedRow + 1,
    fromColumn: 0,
    toColumn: matrix.columns,
  };
  const box = placeRange(cells, viewport, plot);
  if (!box) return;
  context.fillRect(plot.left - pointerGap - pointerSize, box.top, pointerSize, box.height);
}

function paintColumnPointer(
  context: PaintContext,
  plot: Box,
  picture: Picture,
  viewport: Viewport,
) {
  const { markedColumn, matrix } = picture;
  if (markedColumn === undefined) return;
  const columns = { fromColumn: markedColumn, toColumn: markedColumn + 1 };
  const box = placeRange({ fromRow: 0, toRow: matrix.rows, ...columns }, viewport, plot);
  if (!box) return;
  const bottom = plot.top + plot.height;
  const width = Math.max(pointerSize, box.width);
  context.fillRect(box.left, bottom + pointerGap, width, pointerSize);
  // Where the column starts, seen on any colour.
  const left = Math.round(box.left);
  context.fillStyle = "#000000";
  context.globalAlpha = 0.5;
  context.fillRect(left - 1, plot.top, 3, plot.height);
  context.globalAlpha = 1;
  context.fillStyle = "#ffffff";
  context.fillRect(left, plot.top, 1, plot.height);
}

/** Seen on any colour: white between black. */
function paintFrame(context: PaintContext, { left, top, width, height }: Box): void {
  const wide = Math.max(width, smallestFrame);
  const high = Math.max(height, smallestFrame);
  context.strokeStyle = "#000000";
  context.lineWidth = 4;
  context.strokeRect(left + 1, top + 1, wide - 2, high - 2);
  context.strokeStyle = "#ffffff";
  context.lineWidth = 2;
  context.strokeRect(left + 1, top + 1, wide - 2, high - 2);
}

function paintBand(context: PaintContext, { left, top, width, height }: Box): void {
  context.fillStyle = "#ffffff";
  context.globalAlpha = 0.25;
  context.fillRect(left, top, width, height);
  context.globalAlpha = 0.8;
  context.strokeStyle = "#000000";
  context.lineWidth = 3;
  context.strokeRect(left + 0.5, top + 0.5, width - 1, height - 1);
  context.globalAlpha = 1;
  context.strokeStyle = "#ffffff";
  context.lineWidth = 1;
  context.strokeRect(left + 0.5, top + 0.5, width - 1, height - 1);
}
