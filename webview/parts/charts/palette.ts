/**
 * Seven colours for parts of a sum, for dark and for light backgrounds. Found by a search that
 * kept every pair apart for normal, protanope, deuteranope and tritanope eyes (after Machado,
 * Oliveira and Fernandes, 2009) and every colour at a contrast of 3 to its background; the test of
 * this file measures both.
 */
export const palettes = {
  dark: ["#a6d597", "#d08c01", "#5d53fa", "#ba8ce6", "#009d82", "#ffec7c", "#b9432c"],
  light: ["#696970", "#ce8119", "#2252c6", "#ae77b9", "#1ca76f", "#7f5600", "#850033"],
} as const;

export type PaletteName = keyof typeof palettes;

/** Dashes that tell lines apart where colours do not. */
export const dashes: readonly (readonly number[])[] = [[], [6, 3], [2, 2], [10, 3, 2, 3]];
