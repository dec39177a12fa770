import { blendedTable, colourCount, type Colour } from "./colour-map";

/** From the heaviest miss to the lightest. */
const reds: readonly Colour[] = [
  [255, 96, 80],
  [222, 45, 48],
  [150, 30, 44],
  [104, 34, 44],
];

/** The darkest colours of a map are left out: on a dark page they look like nothing at all. */
const leftOut = 24;

/** Reds in the lower half, the strongest at the end, and a map of amounts above it, [256]. */
export function missedTable(amounts: Uint32Array): Uint32Array {
  const missed = blendedTable(reds);
  const half = colourCount / 2;
  return Uint32Array.from({ length: colourCount }, (_, index) => {
    if (index < half) return missed[Math.round((index * (colourCount - 1)) / (half - 1))];
    const share = (index - half) / (half - 1);
    return amounts[Math.round(leftOut + share * (colourCount - 1 - leftOut))];
  });
}
