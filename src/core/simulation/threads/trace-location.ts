import { randomUUID } from "node:crypto";
import type { ByteSource } from "../../files/byte-source";
import { BytesSource } from "../../files/bytes-source";
import type { FileStamp } from "../../files/file-stamp";
import { FileSource } from "../../files/file-source";
import { openTrace } from "../../trace/open-trace";
import type { Trace } from "../../trace/trace";

/** Where a trace can be read from, as plain data that can be sent to a worker thread. */
export type TraceLocation =
  | {
      readonly kind: "file";
      readonly path: string;
      /** Of the file that is meant, as it was when it was opened; undefined is any under the path. */
      readonly stamp?: FileStamp;
    }
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

/** Bytes that are open, and where. */
export interface LocatedSource {
  readonly source: ByteSource;
  /** At which other threads open the very same, as long as what was read so far stays as it is. */
  readonly location: TraceLocation;
  /** Whether this is what opening another location of the same file would give now. */
  readonly isAt: (other: TraceLocation) => Promise<boolean>;
}

/** A trace that is open, and where. */
export interface LocatedTrace<Opened = Trace> extends Omit<LocatedSource, "source"> {
  readonly trace: Opened;
}

/** @throws InputError if it cannot be read; FileChanged if it is not what is meant */
export async function locateSource(location: TraceLocation): Promise<LocatedSource> {
  switch (location.kind) {
    case "file": {
      const { path, stamp } = location;
      const source = await FileSource.open(path, stamp);
      const isAt = async (other: TraceLocation) => {
        const isMeant = other.kind !== "file" || !other.stamp || source.is(other.stamp);
        return isMeant && (await source.isCurrent());
      };
      return {
        source,
        isAt,
        get location() {
          return { kind: "file", path, stamp: source.stamp } as const;
        },
      };
    }
    case "bytes": {
      const source = new BytesSource(location.name, location.bytes);
      return { source, location, isAt: () => Promise.resolve(true) };
    }
  }
}

/** @throws InputError if it cannot be read or is not a trace; FileChanged if it is not what is meant */
export async function locateTrace(place: TraceLocation): Promise<LocatedTrace> {
  const located = await locateSource(place);
  const trace = await openTrace(located.source);
  return { trace, location: located.location, isAt: located.isAt };
}

/** Opens the trace at `location`. @throws InputError if it cannot be read or is not a trace */
export async function openLocation(location: TraceLocation): Promise<Trace> {
  return (await locateTrace(location)).trace;
}
