import yauzl from "yauzl";
import type { ByteSource } from "../../files/byte-source";

/** Read ahead at most: the entries of a directory lie one after the other and are short. */
const aheadBytes = 2 ** 16;

/**
 * Lets yauzl read a source. Where it reads on, as it does from one entry of a directory to the
 * next, more is read than it asks for. What is past the end is an error of yauzl's.
 */
export class SourceReader extends yauzl.RandomAccessReader {
  #start = 0;
  #piece = new Uint8Array(0);
  /** Where the last read ended. */
  #end = -1;

  constructor(private readonly source: ByteSource) {
    super();
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null, bytesRead: number) => void,
  ): void {
    this.#bytesAt(position, length).then(
      (bytes) => {
        buffer.set(bytes, offset);
        callback(null, bytes.length);
      },
      (error: unknown) => callback(error instanceof Error ? error : new Error(String(error)), 0),
    );
  }

  /** As many of the bytes as there are. */
  async #bytesAt(position: number, length: number): Promise<Uint8Array> {
    const isHeld = position >= this.#start && position + length <= this.#start + this.#piece.length;
    if (!isHeld) {
      const wanted = position === this.#end ? Math.max(length, aheadBytes) : length;
      const left = Math.max(0, this.source.size - position);
      this.#piece = await this.source.read(position, Math.min(left, wanted));
      this.#start = position;
    }
    this.#end = position + length;
    return this.#piece.subarray(position - this.#start, position - this.#start + length);
  }
}
