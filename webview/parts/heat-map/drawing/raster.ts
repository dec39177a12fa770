import { colourCount } from "../../colours/colour-map";
import { colourIndexOf, signedRoot, type Scale } from "../../colours/scale";

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
    case "signed-log":
      paintPlainly(values, scale, table, pixels);
      break;
  }
}

/** For scales of which few values have a colour. */
function paintPlainly(
  values: Float32Array,
  scale: Scale,
  table: Uint32Array,
  pixels: Uint32Array,
): void {
  for (let cell = 0; cell < values.length; cell++) {
    const value = values[cell];
    const index = Number.isNaN(value) ? NaN : colourIndexOf(scale, value);
    pixels[cell] = Number.isNaN(index) ? noColour : table[index];
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
    // signedRoot, written out: a third of the time would go into calling it.
    const root = value < 0 ? -Math.sqrt(-value) : Math.sqrt(value);
    const index = (root - offset) * factor;
    pixels[cell] = Number.isNaN(value)
      ? noColour
      : table[index >= last ? last : index > 0 ? index | 0 : 0];
  }
}

/**
 * Takes logarithms from the bits of the values, which is several times faster than Math.log: the
 * exponent as it is, the fraction from a table, with straight lines between its entries. That is
 * off by less than 1e-8 octaves.
 */
function paintLogarithmic(
  values: Float32Array,
  { low, high }: Scale,
  table: Uint32Array,
  pixels: Uint32Array,
): void {
  const bits = new Uint32Array(values.buffer, values.byteOffset, values.length);
  const factor = colourCount / Math.log2(high / low);
  const offset = (exponentBias + Math.log2(low)) * factor;
  const last = colourCount - 1;
  for (let cell = 0; cell < bits.length; cell++) {
    const word = bits[cell];
    // Neither 0 nor negative nor NaN.
    if (word === 0 || word > infinityBits) {
      pixels[cell] = noColour;
      continue;
    }
    const entry = (word >>> tableShift) & (tableSize - 1);
    const rest = word & ((1 << tableShift) - 1);
    const octaves = (word >>> 23) + fractions[entry] + rest * slopes[entry];
    const index = octaves * factor - offset;
    pixels[cell] = table[index >= last ? last : index > 0 ? index | 0 : 0];
  }
}

const exponentBias = 127;
const infinityBits = 0x7f800000;
/** Of the 23 bits of a fraction, 12 choose the entry and 11 the place between it and the next. */
const tableShift = 11;
const tableSize = 1 << (23 - tableShift);
/** log2(1 + entry / tableSize), and what each further step of a fraction adds. */
const fractions = Float64Array.from({ length: tableSize }, (_, entry) => {
  return Math.log2(1 + entry / tableSize);
});
const slopes = fractions.map((from, entry) => {
  const to = entry + 1 < tableSize ? fractions[entry + 1] : 1;
  return (to - from) / (1 << tableShift);
});
