import { positionOf, type Scale } from "../../colours/scale";
import { scaleTicks } from "../../colours/ticks";
import type { PaintContext } from "../../export/canvas/paint-context";
import { formatTick } from "../../../../src/shared/format/number";
import { hexColour } from "../../colours/hex-colour";
import type { Box } from "./box";
import type { HeatMapLook } from "./look";
import { writeUpright } from "./paint-axes";
import { setLetters } from "./paint-heat-map";

/** What a colour bar says. */
export interface BarContent {
  readonly scale: Scale;
  readonly barTitle: string;
  /** Words of a value beside the bar; its digits where absent. */
  readonly tickText?: ((value: number) => string) | undefined;
}

export const colourBarWidth = 76;
const stripWidth = 14;
const tickLength = 4;
const titleSpace = 9;
/** How much longer than the bar its title may be, in pixels: where it is not written, the page says it. */
const titleOverhang = 40;
/** From words to words at least, in pixels. */
const tickHeight = 11;
const mostTicks = 6;
/** From tick to tick at least, in pixels. */
const tickDistance = 24;

/** Values beside a bar as high as this, in words. */
export function barTicks({ scale, tickText = formatTick }: BarContent, height: number) {
  const count = Math.max(1, Math.min(mostTicks, Math.floor(height / tickDistance)));
  return scaleTicks(scale, count).map((value) => ({
    text: tickText(value),
    position: positionOf(scale, value),
  }));
}

/**
 * The colours from the low end below to the high end above, with ticks and the title.
 * @param table colours from the low to the high end, [256], each 0xAABBGGRR
 * @param box `colourBarWidth` wide
 */
export function paintColourBar(
  context: PaintContext,
  { left, top, width, height }: Box,
  content: BarContent,
  table: Uint32Array,
  look: HeatMapLook,
): void {
  setLetters(context, look);
  for (let index = table.length - 1; index >= 0; index--) {
    context.fillStyle = hexColour(table[index]);
    const from = (height * (table.length - 1 - index)) / table.length;
    // Down to the low end, over which the next is painted: no gap is seen between two stripes.
    context.fillRect(left, top + from, stripWidth, height - from);
  }
  context.strokeStyle = look.line;
  context.lineWidth = 1;
  context.strokeRect(left - 0.5, top - 0.5, stripWidth + 1, height + 1);
  context.fillStyle = look.faint;
  context.textAlign = "start";
  let above = Infinity;
  for (const { text, position } of barTicks(content, height)) {
    const y = top + height * (1 - position);
    context.fillRect(left + stripWidth, y - 0.5, tickLength, 1);
    // The ends are written inside, as high as the bar.
    const inside = Math.max(top + 5, Math.min(y, top + height - 5));
    // Where two scales meet, both have a tick: there is room for the words of one.
    if (Math.abs(above - inside) < tickHeight) continue;
    context.fillText(text, left + stripWidth + tickLength + 3, inside);
    above = inside;
  }
  if (context.measureText(content.barTitle).width > height + titleOverhang) return;
  context.textAlign = "center";
  writeUpright(context, content.barTitle, left + width - titleSpace, top + height / 2);
}
