import { decodeBFloat16, decodeFloat16 } from "../kernels/float16";
import type { FloatType } from "./format";

/**
 * Little-endian elements as 32-bit floats. Machines that run VS Code are little-endian.
 * @param bytes alone in their buffer; the result may share it
 */
export function decodeFloats(bytes: Uint8Array<ArrayBuffer>, type: FloatType): Float32Array {
  switch (type) {
    case "F32":
      return new Float32Array(bytes.buffer);
    case "F16":
      return decodeFloat16(new Uint16Array(bytes.buffer));
    case "BF16":
      return decodeBFloat16(new Uint16Array(bytes.buffer));
  }
}

/** Index of the first NaN or infinity, or -1. */
export function firstNonFinite(floats: Float32Array): number {
  for (let i = 0; i < floats.length; i++) {
    if (!Number.isFinite(floats[i])) return i;
  }
  return -1;
}
