import { cividis } from "./cividis";
import { viridis } from "./viridis";

export const colourMapNames = ["viridis", "cividis"] as const;

export type ColourMapName = (typeof colourMapNames)[number];

/** Colours of a map from its low to its high end, as ImageData keeps them in memory. */
export const colourCount = 256;

const published: Readonly<Record<ColourMapName, string>> = { viridis, cividis };

/** Opaque colours, [256], each 0xAABBGGRR: the bytes R, G, B, A on a little-endian machine. */
export function colourTable(name: ColourMapName): Uint32Array {
  const table = new Uint32Array(colourCount);
  for (let index = 0; index < colourCount; index++) {
    const [red, green, blue] = colourAt(name, index);
    table[index] = (0xff000000 | (blue << 16) | (green << 8) | red) >>> 0;
  }
  return table;
}

/** Red, green and blue of one colour, 0 .. 255 each. */
export function colourAt(name: ColourMapName, index: number): readonly [number, number, number] {
  const colour = parseInt(published[name].slice(6 * index, 6 * index + 6), 16);
  return [colour >> 16, (colour >> 8) & 0xff, colour & 0xff];
}
