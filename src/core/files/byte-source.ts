/**
 * The bytes of a file, wherever they are. A source notes which file it opened, and can tell later
 * whether that is still the same.
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
  /**
   * For after every read: looks at size and times alone.
   * @throws FileChanged if the source changed or vanished since it was opened
   */
  checkUnchanged(): Promise<void>;
  /**
   * For the end of all that is made of what was read: also compares a sample of the bytes that were
   * read, since equal times do not prove equal bytes.
   * @throws FileChanged as `checkUnchanged`
   */
  checkContent(): Promise<void>;
  close(): Promise<void>;
}
