import { randomUUID } from "node:crypto";
import type { ByteSource } from "../../files/byte-source";
import { BytesSource } from "../../files/bytes-source";
import { FileSource } from "../../files/file-source";
import { openTrace } from "../../trace/open-trace";
import type { Trace } from "../../trace/trace";

/** Where a trace can be read from, as plain data that can be sent to a worker thread. */
export type TraceLocation =
  | { readonly kind: "file"; readonly path: string }
  /** The whole file in memory, for places that Node cannot read; see `shareBytes`. */
  | {
      readonly kind: "bytes";
      readonly name: string;
      readonly bytes: Uint8Array<SharedArrayBuffer>;
      /** Tells these bytes from all others: shared memory looks new in every message. */
      readonly id: string;
    };

/** Copies the bytes of a file into memory that every thread reads in place. */
export function shareBytes(name: string, bytes: Uint8Array): TraceLocation {
  const shared = new Uint8Array(new SharedArrayBuffer(bytes.byteLength));
  shared.set(bytes);
  return { kind: "bytes", name, bytes: shared, id: randomUUID() };
}

/** The bytes at `location`. @throws InputError if they cannot be read */
export async function openSource(location: TraceLocation): Promise<ByteSource> {
  switch (location.kind) {
    case "file":
      return FileSource.open(location.path);
    case "bytes":
      return new BytesSource(location.name, location.bytes);
  }
}

/** Opens the trace at `location`. @throws InputError if it cannot be read or is not a trace */
export async function openLocation(location: TraceLocation): Promise<Trace> {
  return openTrace(await openSource(location));
}
