import { createHash } from "node:crypto";
import { constants, deflateRaw, inflateRaw } from "node:zlib";
import { promisify } from "node:util";
import { loadColumnNames, type LoadColumn } from "../../figures/load-figures";
import { stepColumnNames, type StepColumn } from "../../figures/step-figures";
import type { HeadResult } from "../../simulation/run/result";

/**
 * The results of a unit as bytes: one line of JSON; the columns and loads of each query head in the
 * order of their names, little-endian, compressed; the SHA-256 of all that.
 */
const format = "kvtrace-unit";

/** Raised when the layout of the bytes changes; older files are then not read. */
const formatVersion = 1;

const sha256Bytes = 32;

/** A query head's place in the bytes; figures follow from it. */
type HeadShape = Omit<HeadResult, "run" | "columns" | "loads">;

interface UnitHeader {
  readonly format: string;
  readonly version: number;
  readonly key: string;
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
    columns: stepColumnNames,
    loads: loadColumnNames,
    heads: heads.map(({ layer, kvHead, queryHead, fromStep, steps, unitsPerChannel }) => {
      return { layer, kvHead, queryHead, fromStep, steps, unitsPerChannel };
    }),
  };
  const content = Buffer.concat([Buffer.from(`${JSON.stringify(header)}\n`), body]);
  return Buffer.concat([content, sha256(content)]);
}

/** Whether bytes are a whole unit of this key. */
export function isUnit(key: string, bytes: Uint8Array): boolean {
  return openUnit(key, bytes) !== undefined;
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
  const unit = openUnit(key, bytes);
  if (!unit) return undefined;
  const reader = new ArrayReader(await promisify(inflateRaw)(unit.body));
  return unit.header.heads.map((head) => ({
    run,
    ...head,
    columns: record(stepColumnNames, () => reader.doubles(head.steps)),
    loads: record(loadColumnNames, () => reader.floats(head.steps * head.unitsPerChannel)),
  }));
}

function openUnit(
  key: string,
  bytes: Uint8Array,
): { readonly header: UnitHeader; readonly body: Uint8Array } | undefined {
  const content = bytes.subarray(0, -sha256Bytes);
  if (!sha256(content).equals(bytes.subarray(-sha256Bytes))) return undefined;
  const headerEnd = content.indexOf("\n".charCodeAt(0));
  const header = JSON.parse(Buffer.from(content.subarray(0, headerEnd)).toString()) as UnitHeader;
  const isOwn =
    header.format === format &&
    header.version === formatVersion &&
    header.key === key &&
    header.columns.join() === stepColumnNames.join() &&
    header.loads.join() === loadColumnNames.join();
  return isOwn ? { header, body: content.subarray(headerEnd + 1) } : undefined;
}

function sha256(bytes: Uint8Array): Buffer {
  return createHash("sha256").update(bytes).digest();
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
