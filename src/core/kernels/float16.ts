/**
 * 16-bit floats to and from 32-bit floats: IEEE 754 binary16 ("F16") and bfloat16 ("BF16").
 * Decoding is exact; encoding rounds to nearest, ties to even, and overflows to infinity.
 * All of it works on the bits (IEEE 754-2019, section 3.4), so NaN and signed zero survive.
 */

const smallestHalf = 2 ** -24;
/** 2^52: adding it rounds a small positive double to an integer, ties to even. */
const roundToInteger = 2 ** 52;

function bitsOf(floats: Float32Array): Uint32Array {
  return new Uint32Array(floats.buffer, floats.byteOffset, floats.length);
}

/** @returns the values of `halves`, one for one */
export function decodeFloat16(halves: Uint16Array): Float32Array {
  const floats = new Float32Array(halves.length);
  const bits = bitsOf(floats);
  for (let i = 0; i < halves.length; i++) {
    const half = halves[i];
    const exponent = half & 0x7c00;
    const sign = (half & 0x8000) << 16;
    if (exponent === 0) {
      const magnitude = (half & 0x3ff) * smallestHalf;
      floats[i] = sign === 0 ? magnitude : -magnitude;
    } else if (exponent === 0x7c00) {
      bits[i] = sign | 0x7f800000 | ((half & 0x3ff) << 13);
    } else {
      // The exponent's bias grows from 15 to 127: by 112 << 23.
      bits[i] = sign | (((half & 0x7fff) << 13) + 0x38000000);
    }
  }
  return floats;
}

/** @returns the nearest half of each value; beyond 65519.99 the infinity of its sign */
export function encodeFloat16(floats: Float32Array): Uint16Array {
  const halves = new Uint16Array(floats.length);
  const bits = bitsOf(floats);
  for (let i = 0; i < floats.length; i++) {
    const sign = (bits[i] >>> 16) & 0x8000;
    const magnitude = bits[i] & 0x7fffffff;
    halves[i] = sign | encodeMagnitude(magnitude, floats[i]);
  }
  return halves;
}

function encodeMagnitude(magnitude: number, float: number): number {
  if (magnitude > 0x7f800000) return 0x7e00;
  if (magnitude >= 0x47800000) return 0x7c00;
  if (magnitude >= 0x38800000) {
    const toEven = (magnitude >>> 13) & 1;
    return (magnitude - 0x38000000 + 0xfff + toEven) >>> 13;
  }
  return Math.abs(float) / smallestHalf + roundToInteger - roundToInteger;
}

/** @returns the values of `brains`, one for one */
export function decodeBFloat16(brains: Uint16Array): Float32Array {
  const floats = new Float32Array(brains.length);
  const bits = bitsOf(floats);
  for (let i = 0; i < brains.length; i++) bits[i] = brains[i] << 16;
  return floats;
}

/** @returns the nearest bfloat16 of each value */
export function encodeBFloat16(floats: Float32Array): Uint16Array {
  const brains = new Uint16Array(floats.length);
  const bits = bitsOf(floats);
  for (let i = 0; i < floats.length; i++) {
    const isNaN = (bits[i] & 0x7fffffff) > 0x7f800000;
    const toEven = (bits[i] >>> 16) & 1;
    brains[i] = isNaN ? (bits[i] >>> 16) | 0x40 : (bits[i] + 0x7fff + toEven) >>> 16;
  }
  return brains;
}
