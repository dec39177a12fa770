import { createHash } from "node:crypto";
import { constants, deflateRaw, inflateRaw } from "node:zlib";
import { promisify } from "node:util";
import {
  loadColumnNames,
  stepColumnNames,
  type HeadResult,
  type LoadColumn,
  type StepColumn,
} from "../simulation/result";

/**
 * The results of a unit as bytes: one line of JSON, then, compressed, the columns and loads of each
 * query head in the order of their names, little-endian.
 */
const format = "kvtrace-unit";

/** Raised when the layout of the bytes changes; older files are then not read. */
const formatVersion = 1;

/** A query head's place in the bytes; figures follow from it. */
type HeadShape = Omit<HeadResult, "run" | "columns" | "loads">;

interface UnitHeader {
  readonly format: string;
  readonly version: number;
  readonly key: string;
  /** SHA-256 of the compressed bytes, in hex. */
  readonly sha256: string;
  readonly columns: readonly string[];
  readonly loads: readonly string[];
  readonly heads: readonly HeadShape[];
}

/** @param heads all query heads of a unit, by query head */
export async function encodeUnit(key: string, heads: readonly HeadResult[]): Promise<Uint8Array> {
  const arrays = heads.flatMap(({ columns, loads }) => [
    ...stepColumnNames.map((name) => columns[name]),
    ...loadColumnNames.map((name) => loads[name]),
  ]);
  const bytes = Buffer.concat(
    arrays.map((array) => Buffer.from(array.buffer, array.byteOffset, array.byteLength)),
  );
  const body = await promisify(deflateRaw)(bytes, { level: constants.Z_BEST_SPEED });
  const header: UnitHeader = {
    format,
    version: formatVersion,
    key,
    sha256: createHash("sha256").update(body).digest("hex"),
    columns: stepColumnNames,
    loads: loadColumnNames,
    heads: heads.map(({ layer, kvHead, queryHead, fromStep, steps, unitsPerChannel }) => {
      return { layer, kvHead, queryHead, fromStep, steps, unitsPerChannel };
    }),
  };
  return Buffer.concat([Buffer.from(`${JSON.stringify(header)}\n`), body]);
}

/**
 * The results of a unit.
 * @param run index that they get
 * @returns undefined where the bytes are damaged or belong to something else
 */
export async function decodeUnit(
  key: string,
  bytes: Uint8Array,
  run: number,
): Promise<HeadResult[] | undefined> {
  const headerEnd = bytes.indexOf("\n".charCodeAt(0));
  const header = headerEnd < 0 ? undefined : parseHeader(bytes.subarray(0, headerEnd));
  if (header?.format !== format || header.version !== formatVersion) return undefined;
  const body = bytes.subarray(headerEnd + 1);
  const sha256 = createHash("sha256").update(body).digest("hex");
  if (header.key !== key || header.sha256 !== sha256) return undefined;
  if (header.columns.join() !== stepColumnNames.join()) return undefined;
  if (header.loads.join() !== loadColumnNames.join()) return undefined;
  const reader = new ArrayReader(await promisify(inflateRaw)(body));
  return header.heads.map((head) => ({
    run,
    ...head,
    columns: record(stepColumnNames, () => reader.doubles(head.steps)),
    loads: record(loadColumnNames, () => reader.floats(head.steps * head.unitsPerChannel)),
  }));
}

function parseHeader(bytes: Uint8Array): UnitHeader | undefined {
  try {
    return JSON.parse(Buffer.from(bytes).toString()) as UnitHeader;
  } catch {
    return undefined;
  }
}

function record<Name extends StepColumn | LoadColumn, Value>(
  names: readonly Name[],
  make: () => Value,
): Record<Name, Value> {
  return Object.fromEntries(names.map((name) => [name, make()])) as Record<Name, Value>;
}

/** Arrays out of bytes, one after the other, each in a buffer of its own. */
class ArrayReader {
  #at = 0;

  constructor(private readonly bytes: Uint8Array) {}

  doubles(length: number): Float64Array {
    return new Float64Array(this.#take(8 * length));
  }

  floats(length: number): Float32Array {
    return new Float32Array(this.#take(4 * length));
  }

  #take(length: number): ArrayBuffer {
    const from = this.bytes.byteOffset + this.#at;
    this.#at += length;
    return this.bytes.buffer.slice(from, from + length) as ArrayBuffer;
  }
}
