/** Where a file is written to, front to back. After `finish` or `abandon` nothing more is written. */
export interface ByteSink {
  /** The sink may keep `bytes`: the caller does not touch them again. */
  write(bytes: Uint8Array): Promise<void>;
  /** Makes what was written the file. */
  finish(): Promise<void>;
  /** Leaves no trace of what was written. */
  abandon(): Promise<void>;
}
