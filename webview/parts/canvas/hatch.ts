import type { PaintContext } from "../export/canvas/paint-context";

/** A rectangle of what is painted on, in its pixels. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Strokes rectangles with slanted lines; see `traceHatch`. */
export function hatch(context: PaintContext, boxes: readonly Box[], spacing: number): void {
  context.beginPath();
  for (const box of boxes) traceHatch(context, box, spacing);
  context.stroke();
}

/**
 * Adds the slanted lines of a rectangle to the path. They lie on one grid for the whole surface, so
 * that neighbours continue each other.
 * @param spacing between the lines across, in pixels
 */
function traceHatch(context: PaintContext, { x, y, width, height }: Box, spacing: number): void {
  if (width <= 0 || height <= 0) return;
  // Lines on which x + y is a multiple of the spacing.
  const first = Math.ceil((x + y) / spacing) * spacing;
  for (let sum = first; sum < x + width + y + height; sum += spacing) {
    const left = Math.max(x, sum - y - height);
    const right = Math.min(x + width, sum - y);
    if (right <= left) continue;
    context.moveTo(left, sum - left);
    context.lineTo(right, sum - right);
  }
}
