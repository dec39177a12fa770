import { colourIndexOf, type Scale } from "./scale";

/** Clusters go through this many colours in turn: those of one window differ from each other. */
const colours = 8;

/** Places of clusters among the colours, with one below them for tokens in no cluster. */
export const clusterScale: Scale = { kind: "linear", low: -1, high: colours - 1 };

/** What `clusterScale` measures, in words. */
export const clusterBarTitle = `cluster modulo ${colours}; −1 is none`;

/** Value of a cluster on `clusterScale`. */
export function clusterPlace(cluster: number): number {
  return cluster < 0 ? -1 : cluster % colours;
}

/** Colour of a cluster in a map of 256 colours, 0xAABBGGRR each, as CSS writes it. */
export function clusterColour(cluster: number, table: Uint32Array): string {
  const colour = table[colourIndexOf(clusterScale, clusterPlace(cluster))];
  return `rgb(${colour & 0xff} ${(colour >> 8) & 0xff} ${(colour >> 16) & 0xff})`;
}
