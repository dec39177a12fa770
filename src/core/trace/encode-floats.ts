import { InputError } from "../errors";
import { encodeBFloat16, encodeFloat16 } from "../kernels/float16";
import type { FloatType } from "./format";

/** The smallest magnitudes that round to infinity: half a step above the largest value. */
const overflow: Readonly<Record<FloatType, number>> = {
  F16: 2 ** 16 - 2 ** 4,
  BF16: 2 ** 128 - 2 ** 119,
  F32: Infinity,
};

/**
 * Little-endian elements of these values, rounded to nearest. Machines that run VS Code are
 * little-endian.
 * @throws InputError, naming `tensor`, for a value that is not finite in that type
 */
export function encodeFloats(tensor: string, floats: Float32Array, type: FloatType): Uint8Array {
  const limit = overflow[type];
  const bad = floats.find((value) => !(Math.abs(value) < limit));
  if (bad !== undefined) throw new InputError(tensor, `${bad} is not finite in ${type}`);
  const encoded = encode(floats, type);
  return new Uint8Array(encoded.buffer, encoded.byteOffset, encoded.byteLength);
}

function encode(floats: Float32Array, type: FloatType): Uint16Array | Float32Array {
  switch (type) {
    case "F16":
      return encodeFloat16(floats);
    case "BF16":
      return encodeBFloat16(floats);
    case "F32":
      return floats;
  }
}
