import { InputError } from "../../errors";
import { decodeFloats } from "../decode-floats";
import { fieldText } from "../field-text";
import type { FloatType } from "../format";
import type { ArrayEntry } from "./array-file";

/** @throws InputError unless the array holds floating-point numbers that can be read */
export function checkFloats({ name, dtype }: ArrayEntry): void {
  if (["F16", "BF16", "F32", "F64"].includes(dtype)) return;
  const reason = `element type ${fieldText(dtype)} is not F16, BF16, F32 or F64`;
  throw new InputError(fieldText(name), reason);
}

/** Elements of an array that `checkFloats` passed, as 32-bit floats. */
export function decodeArrayFloats(
  { dtype }: ArrayEntry,
  bytes: Uint8Array<ArrayBuffer>,
): Float32Array {
  if (dtype === "F64") return new Float32Array(new Float64Array(bytes.buffer));
  return decodeFloats(bytes, dtype as FloatType);
}

/** @throws InputError unless the array holds whole numbers */
export function checkIntegers({ name, dtype }: ArrayEntry): void {
  if (["I8", "U8", "I16", "U16", "I32", "U32", "I64", "U64"].includes(dtype)) return;
  const reason = `element type ${fieldText(dtype)} is not a type of whole numbers`;
  throw new InputError(fieldText(name), reason);
}

/** Elements of an array that `checkIntegers` passed. */
export function decodeArrayIntegers(
  { dtype }: ArrayEntry,
  { buffer }: Uint8Array<ArrayBuffer>,
): Float64Array {
  switch (dtype) {
    case "I8":
      return Float64Array.from(new Int8Array(buffer));
    case "U8":
      return Float64Array.from(new Uint8Array(buffer));
    case "I16":
      return Float64Array.from(new Int16Array(buffer));
    case "U16":
      return Float64Array.from(new Uint16Array(buffer));
    case "I32":
      return Float64Array.from(new Int32Array(buffer));
    case "U32":
      return Float64Array.from(new Uint32Array(buffer));
    case "I64":
      return Float64Array.from(new BigInt64Array(buffer), Number);
    case "U64":
      return Float64Array.from(new BigUint64Array(buffer), Number);
    default:
      throw new Error(`${dtype} is no type of whole numbers`);
  }
}
