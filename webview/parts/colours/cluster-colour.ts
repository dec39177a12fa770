import { colourCount } from "./colour-map";
import { hexColour } from "./hex-colour";
import { colourIndexOf, type Scale } from "./scale";

/**
 * Colours of clusters, which are kinds and no amounts: those of Okabe and Ito (2008), whose black
 * is a brown here. The first is for tokens in no cluster.
 */
const places = [
  "#8a8a8a",
  "#e69f00",
  "#56b4e9",
  "#009e73",
  "#f0e442",
  "#3a7fd5",
  "#d55e00",
  "#cc79a7",
  "#a2724e",
] as const;

/** Clusters go through this many colours in turn: those of one window differ from each other. */
const colours = places.length - 1;

/** Places of clusters among the colours, with one below them for tokens in no cluster. */
export const clusterScale: Scale = { kind: "linear", low: -1.5, high: colours - 0.5 };

/** What `clusterScale` measures, in words. */
export const clusterBarTitle = `cluster modulo ${colours}; −1 is none`;

/** Value of a cluster on `clusterScale`. */
export function clusterPlace(cluster: number): number {
  return cluster < 0 ? -1 : cluster % colours;
}

/** A band for each place of clusters, [256], each 0xAABBGGRR. */
export function clusterTable(): Uint32Array {
  const values = places.map((hex) => {
    const colour = parseInt(hex.slice(1), 16);
    return (
      (0xff000000 | ((colour & 0xff) << 16) | (colour & 0xff00) | ((colour >> 16) & 0xff)) >>> 0
    );
  });
  return Uint32Array.from({ length: colourCount }, (_, index) => {
    return values[Math.floor((index * places.length) / colourCount)];
  });
}

/** Colour of a cluster in a map of 256 colours, 0xAABBGGRR each, as CSS writes it. */
export function clusterColour(cluster: number, table = clusterTable()): string {
  return hexColour(table[colourIndexOf(clusterScale, clusterPlace(cluster))]);
}
