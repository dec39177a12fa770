import type { Colour } from "./colour";

/**
 * Stops of the colours for differences: blue for less, light grey for the same, orange-brown for
 * more. Both halves grow darker alike; blue and orange stay apart for eyes that lack red or green.
 */
export const differenceStops: readonly Colour[] = [
  [12, 44, 112],
  [52, 116, 190],
  [150, 193, 226],
  [240, 240, 238],
  [240, 184, 120],
  [196, 98, 20],
  [98, 38, 2],
];
