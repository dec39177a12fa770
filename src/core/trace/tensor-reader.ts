import { InputError } from "../errors";
import type { ByteSource } from "../files/byte-source";
import { elementBytes } from "./format";
import type { TensorEntry } from "./format";

/** One read holds at most this much; a head of 131072 tokens x 512 in F32 has an eighth of it. */
const mostBytes = 2 ** 31;

/** Positioned reads of runs of elements. */
export class TensorReader {
  constructor(
    private readonly source: ByteSource,
    private readonly dataStart: number,
  ) {}

  /** Byte offset of an element in the file. */
  position({ begin, dtype }: TensorEntry, index: number): number {
    return this.dataStart + begin + index * elementBytes.get(dtype)!;
  }

  /**
   * Bytes of the elements `first` .. `first + count - 1`, in one read.
   * @throws InputError if they are too many for memory, or the file ends before
   */
  elements(entry: TensorEntry, first: number, count: number): Promise<Uint8Array<ArrayBuffer>> {
    const offset = this.position(entry, first);
    const length = this.position(entry, first + count) - offset;
    if (length > mostBytes) {
      const reason = `${length} bytes are more than can be read at once (${mostBytes})`;
      throw new InputError(entry.name, reason, { offset });
    }
    return this.source.read(offset, length);
  }
}
