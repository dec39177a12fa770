import { interpolateViridis } from "d3-scale-chromatic";
import { cividis } from "./cividis";

/** Red, green and blue, 0 .. 255 each. */
export type Colour = readonly [number, number, number];

/**
 * Stops of the colours for differences: blue for less, light grey for the same, orange-brown for
 * more. Both halves grow darker alike; blue and orange stay apart for eyes that lack red or green.
 */
const differenceStops: readonly Colour[] = [
  [12, 44, 112],
  [52, 116, 190],
  [150, 193, 226],
  [240, 240, 238],
  [240, 184, 120],
  [196, 98, 20],
  [98, 38, 2],
];

/** Maps whose colours are always the same; "difference" is for scales with 0 in the middle. */
export const colourMapNames = ["viridis", "cividis", "difference"] as const;

export type FixedColourMapName = (typeof colourMapNames)[number];

/** Maps of amounts; the colours of "editor" are those that the editor's theme gives its charts. */
export type AmountMapName = FixedColourMapName | "editor";

/**
 * Any map. Those of "missed-" have reds in the lower half, and above it what they name; that of
 * "clusters" has a band for each place of clusters.
 */
export type ColourMapName = AmountMapName | `missed-${AmountMapName}` | "clusters";

/** Colours of a map from its low to its high end, as ImageData keeps them in memory. */
export const colourCount = 256;

/** Opaque colours, [256], each 0xAABBGGRR: the bytes R, G, B, A on a little-endian machine. */
export function colourTable(name: FixedColourMapName): Uint32Array {
  return tableOf((index) => colourAt(name, index));
}

/** Colours that go from stop to stop in equal steps, [256]; see `colourTable`. */
export function blendedTable(stops: readonly Colour[]): Uint32Array {
  return tableOf((index) => blend(stops, index / (colourCount - 1)));
}

/** Red, green and blue of one colour. */
export function colourAt(name: FixedColourMapName, index: number): Colour {
  switch (name) {
    case "viridis":
      // The published 256 colours, each "#rrggbb".
      return published(interpolateViridis(index / colourCount).slice(1), 0);
    case "cividis":
      return published(cividis, index);
    case "difference":
      return blend(differenceStops, index / (colourCount - 1));
  }
}

/** Between two colours: the first at 0, the second at 1. */
export function mix(a: Colour, b: Colour, share: number): Colour {
  const at = (part: 0 | 1 | 2) => Math.round(a[part] + share * (b[part] - a[part]));
  return [at(0), at(1), at(2)];
}

function blend(stops: readonly Colour[], position: number): Colour {
  const place = position * (stops.length - 1);
  const stop = Math.min(Math.floor(place), stops.length - 2);
  return mix(stops[stop], stops[stop + 1], place - stop);
}

function published(colours: string, index: number): Colour {
  const colour = parseInt(colours.slice(6 * index, 6 * index + 6), 16);
  return [colour >> 16, (colour >> 8) & 0xff, colour & 0xff];
}

function tableOf(colourOf: (index: number) => Colour): Uint32Array {
  return Uint32Array.from({ length: colourCount }, (_, index) => {
    const [red, green, blue] = colourOf(index);
    return (0xff000000 | (blue << 16) | (green << 8) | red) >>> 0;
  });
}
