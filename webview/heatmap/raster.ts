import { colourCount } from "./colour-map";
import { signedRoot, type Scale } from "./scale";

/** Transparent: what lies behind the canvas shows through. */
const noColour = 0;

/**
 * Colours every value into a pixel of its own. The scale's kind is decided once, not per value: a
 * million values have to fit into a frame. `colourIndexOf` says what each value's colour is.
 * @param values [n]; NaN stays transparent, and on a logarithmic scale so does what is not positive
 * @param table [256]
 * @param pixels [n]
 */
export function paint(
  values: Float32Array,
  scale: Scale,
  table: Uint32Array,
  pixels: Uint32Array,
): void {
  switch (scale.kind) {
    case "linear":
      paintLinear(values, scale, table, pixels);
      break;
    case "square-root":
      paintRoots(values, scale, table, pixels);
      break;
    case "log":
      paintLogarithmic(values, scale, table, pixels);
      break;
  }
}

function paintLinear(
  values: Float32Array,
  { low, high }: Scale,
  table: Uint32Array,
  pixels: Uint32Array,
): void {
  const factor = colourCount / (high - low);
  const last = colourCount - 1;
  for (let cell = 0; cell < values.length; cell++) {
    const value = values[cell];
    const index = (value - low) * factor;
    pixels[cell] = Number.isNaN(value)
      ? noColour
      : table[index >= last ? last : index > 0 ? index | 0 : 0];
  }
}

function paintRoots(
  values: Float32Array,
  { low, high }: Scale,
  table: Uint32Array,
  pixels: Uint32Array,
): void {
  const offset = signedRoot(low);
  const factor = colourCount / (signedRoot(high) - offset);
  const last = colourCount - 1;
  for (let cell = 0; cell < values.length; cell++) {
    const value = values[cell];
    const index = (signedRoot(value) - offset) * factor;
    pixels[cell] = Number.isNaN(value)
      ? noColour
      : table[index >= last ? last : index > 0 ? index | 0 : 0];
  }
}

function paintLogarithmic(
  values: Float32Array,
  { low, high }: Scale,
  table: Uint32Array,
  pixels: Uint32Array,
): void {
  const factor = colourCount / Math.log(high / low);
  const offset = Math.log(low);
  const last = colourCount - 1;
  for (let cell = 0; cell < values.length; cell++) {
    const value = values[cell];
    const index = (Math.log(value) - offset) * factor;
    pixels[cell] = value > 0 ? table[index >= last ? last : index > 0 ? index | 0 : 0] : noColour;
  }
}
