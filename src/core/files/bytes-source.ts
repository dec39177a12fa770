import { InputError } from "../errors";
import type { ByteSource } from "./byte-source";

/** A file that is in memory as a whole: for places without positioned reads, and in tests. */
export class BytesSource implements ByteSource {
  readonly size: number;

  /** @param bytes may lie in shared memory; must not change while in use */
  constructor(
    readonly name: string,
    private readonly bytes: Uint8Array,
  ) {
    this.size = bytes.length;
  }

  read(offset: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
    if (offset + length > this.size) {
      const reason = `ends at byte ${this.size}, before ${offset + length}`;
      return Promise.reject(new InputError("file", reason, { file: this.name, offset: this.size }));
    }
    return Promise.resolve(new Uint8Array(this.bytes.subarray(offset, offset + length)));
  }

  checkUnchanged(): Promise<void> {
    return Promise.resolve();
  }

  checkContent(): Promise<void> {
    return Promise.resolve();
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}
