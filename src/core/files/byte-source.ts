/**
 * The bytes of a file, wherever they are. A source notes size and time of change when it is
 * opened and can tell later whether they are still the same.
 */
export interface ByteSource {
  /** As shown behind messages: a path or a URI. */
  readonly name: string;
  /** Bytes, when opened. */
  readonly size: number;
  /**
   * @returns exactly `length` bytes from `offset` on, alone in their buffer and the caller's to keep
   * @throws InputError if the source ends before
   */
  read(offset: number, length: number): Promise<Uint8Array<ArrayBuffer>>;
  /** @throws InputError if the source changed or vanished since it was opened */
  checkUnchanged(): Promise<void>;
  close(): Promise<void>;
}
