import type { PaintContext } from "../../export/canvas/paint-context";
import type { Ground, Picture } from "../picture";
import type { Viewport } from "../viewport";
import type { Box } from "./box";
import type { HeatMapLook } from "./look";
import { placeRange } from "./place-range";

/** Between the lines of a hatching and between dots, in pixels. */
const hatchDistance = 8;
const dotDistance = 8;
const dotSize = 1.5;
const groundAlpha = 0.45;

/** What is seen in place of cells without a value. */
export function paintGrounds(
  context: PaintContext,
  plot: Box,
  { grounds = [], matrix }: Picture,
  viewport: Viewport,
  look: HeatMapLook,
): void {
  const columns = { fromColumn: 0, toColumn: matrix.columns };
  for (const { ground, fromRow, toRow } of stretches(grounds)) {
    const box = placeRange({ fromRow, toRow, ...columns }, viewport, plot);
    if (!box || ground === "plain") continue;
    context.save();
    context.beginPath();
    context.rect(box.left, box.top, box.width, box.height);
    context.clip();
    context.globalAlpha = groundAlpha;
    if (ground === "hatched") paintHatching(context, box, look);
    else paintDots(context, box, look);
    context.restore();
  }
}

/** Rows of one ground that follow each other. */
function stretches(grounds: readonly Ground[]) {
  const found: { readonly ground: Ground; readonly fromRow: number; toRow: number }[] = [];
  grounds.forEach((ground, row) => {
    const last = found.at(-1);
    if (last?.ground === ground) last.toRow = row + 1;
    else found.push({ ground, fromRow: row, toRow: row + 1 });
  });
  return found;
}

function paintHatching(
  context: PaintContext,
  { left, top, width, height }: Box,
  look: HeatMapLook,
) {
  context.strokeStyle = look.faint;
  context.lineWidth = 1;
  context.beginPath();
  for (let x = left - height; x < left + width; x += hatchDistance) {
    context.moveTo(x, top + height);
    context.lineTo(x + height, top);
  }
  context.stroke();
}

function paintDots(context: PaintContext, { left, top, width, height }: Box, look: HeatMapLook) {
  context.fillStyle = look.faint;
  context.beginPath();
  for (let y = top + dotDistance / 2; y < top + height; y += dotDistance) {
    for (let x = left + dotDistance / 2; x < left + width; x += dotDistance) {
      context.rect(x, y, dotSize, dotSize);
    }
  }
  context.fill();
}
