/** Where a file is written to, front to back. After `finish` or `abandon` nothing more is written. */
export interface ByteSink {
  /** The sink may keep `bytes`: the caller does not touch them again. */
  write(bytes: Uint8Array): Promise<void>;
  /** Makes what was written the file. */
  finish(): Promise<void>;
  /** Leaves no trace of what was written. */
  abandon(): Promise<void>;
}

/** Finishes a sink when all is written, and abandons it when that fails. @throws what `fill` does */
export async function fillSink(sink: ByteSink, fill: () => Promise<void>): Promise<void> {
  try {
    await fill();
    await sink.finish();
  } catch (error) {
    await sink.abandon();
    throw error;
  }
}
