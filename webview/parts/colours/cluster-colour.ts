import { colourCount } from "./colour-map";
import { hexColour } from "./hex-colour";
import { colourIndexOf, type Scale } from "./scale";

/**
 * Colours of clusters, which are kinds and no amounts; the first is for tokens in no cluster. Found
 * by a search from those of Okabe and Ito (2008) that kept every pair as far apart as could be for
 * normal, protanope, deuteranope and tritanope eyes (after Machado, Oliveira and Fernandes, 2009);
 * the test of this file measures it.
 */
export const clusterColours = [
  "#8a8a8a",
  "#f79030",
  "#65b3ff",
  "#00f77f",
  "#ffdc00",
  "#3861f4",
  "#bc4100",
  "#c217aa",
  "#9c5742",
] as const;

/** Clusters go through this many colours in turn: those of one window differ from each other. */
const colours = clusterColours.length - 1;

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
  const values = clusterColours.map((hex) => {
    const colour = parseInt(hex.slice(1), 16);
    return (
      (0xff000000 | ((colour & 0xff) << 16) | (colour & 0xff00) | ((colour >> 16) & 0xff)) >>> 0
    );
  });
  return Uint32Array.from({ length: colourCount }, (_, index) => {
    return values[Math.floor((index * clusterColours.length) / colourCount)];
  });
}

/** Colour of a cluster in a map of 256 colours, 0xAABBGGRR each, as CSS writes it. */
export function clusterColour(cluster: number, table = clusterTable()): string {
  return hexColour(table[colourIndexOf(clusterScale, clusterPlace(cluster))]);
}
