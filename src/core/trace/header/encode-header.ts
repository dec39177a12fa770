import { elementBytes, lengthPrefixBytes, metadataName } from "../format";

/** What the header says of a tensor, but for its place. */
export interface TensorShape {
  readonly name: string;
  readonly dtype: string;
  readonly shape: readonly number[];
}

/** The data that follows begins at a multiple of this. */
const alignment = 8;

/** Bytes of a tensor's data. */
export function tensorBytes({ dtype, shape }: TensorShape): number {
  const width = elementBytes.get(dtype);
  if (width === undefined) throw new Error(`no such element type: ${dtype}`);
  return shape.reduce((product, length) => product * length, width);
}

/**
 * Length prefix and header of a file whose data are these tensors, in this order.
 * @returns the bytes of both, and how many bytes of data must follow
 */
export function encodeHeader(
  tensors: readonly TensorShape[],
  metadata: Readonly<Record<string, string>>,
): { readonly bytes: Uint8Array; readonly dataBytes: number } {
  let end = 0;
  const entries = tensors.map((tensor) => {
    const begin = end;
    end += tensorBytes(tensor);
    const { name, dtype, shape } = tensor;
    return [name, { dtype, shape, data_offsets: [begin, end] }] as const;
  });
  const json = JSON.stringify(Object.fromEntries([[metadataName, metadata], ...entries]));
  const header = new TextEncoder().encode(json);
  const length = Math.ceil(header.length / alignment) * alignment;
  const bytes = new Uint8Array(lengthPrefixBytes + length).fill(0x20);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(length), true);
  bytes.set(header, lengthPrefixBytes);
  return { bytes, dataBytes: end };
}
