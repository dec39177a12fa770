import { InputError } from "../../errors";
import { fieldText } from "../field-text";

/** What the header of a .npy array says (NumPy Enhancement Proposal 1 and its successors). */
export interface NpyHeader {
  readonly dtype: string;
  readonly shape: readonly number[];
  /** Bytes before the first element. */
  readonly dataStart: number;
}

const magic = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];

/** Magic text, two bytes of version, and the longer of the two forms of the header's length. */
export const npyPrefixBytes = 12;

/** NumPy's name of an element type, without its byte order -> ours. */
const types: ReadonlyMap<string, string> = new Map([
  ["f2", "F16"],
  ["f4", "F32"],
  ["f8", "F64"],
  ["i1", "I8"],
  ["u1", "U8"],
  ["i2", "I16"],
  ["u2", "U16"],
  ["i4", "I32"],
  ["u4", "U32"],
  ["i8", "I64"],
  ["u8", "U64"],
  ["b1", "BOOL"],
]);

/**
 * Where the header ends: versions 1, 2 and 3 differ in the width of its length and in its encoding.
 * @param prefix the first `npyPrefixBytes` of the array
 * @throws InputError naming the array if this is no .npy array of these versions
 */
export function npyDataStart(name: string, prefix: Uint8Array<ArrayBuffer>): number {
  if (prefix.length < npyPrefixBytes || magic.some((byte, i) => prefix[i] !== byte)) {
    throw new InputError(
      fieldText(name),
      "is not a NumPy array: it does not begin with \\x93NUMPY",
    );
  }
  const view = new DataView(prefix.buffer, prefix.byteOffset);
  const version = prefix[6];
  if (version === 1) return 10 + view.getUint16(8, true);
  if (version === 2 || version === 3) return 12 + view.getUint32(8, true);
  throw new InputError(fieldText(name), `NumPy array version ${version} is not 1, 2 or 3`);
}

/**
 * Reads the Python dictionary that describes the array.
 * @param bytes the array's bytes up to `npyDataStart`
 * @throws InputError naming the array, for anything but a plain row-major array of numbers
 */
export function parseNpyHeader(name: string, bytes: Uint8Array): NpyHeader {
  const text = Buffer.from(bytes).toString("latin1", bytes[6] === 1 ? 10 : 12);
  const refuse = (reason: string): never => {
    throw new InputError(fieldText(name), reason);
  };
  const descr = /'descr':\s*'([^']*)'/.exec(text)?.[1];
  const fortran = /'fortran_order':\s*(True|False)/.exec(text)?.[1];
  const shape = /'shape':\s*\(([\d,\sL]*)\)/.exec(text)?.[1];
  if (descr === undefined) return refuse("its element type is not a plain number");
  if (fortran === undefined || shape === undefined) return refuse("its header is not understood");
  const dtype = types.get(descr.slice(1));
  if (dtype === undefined) return refuse(`element type ${fieldText(descr)} is not known`);
  if (descr.startsWith(">")) return refuse("is big-endian; save it with .astype of '<'");
  const lengths = shape.match(/\d+/g)?.map(Number) ?? [];
  const size = lengths.reduce((product, length) => product * length, 1);
  if (!Number.isSafeInteger(size)) return refuse("its shape is 2^53 elements or more");
  if (fortran === "True" && lengths.length > 1) {
    return refuse("is stored column by column (Fortran order); save np.ascontiguousarray of it");
  }
  return { dtype, shape: lengths, dataStart: bytes.length };
}
