import { createHash } from "node:crypto";
import { constants, deflateRaw, inflateRaw } from "node:zlib";
import { promisify } from "node:util";
import * as v from "valibot";
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

/** A unit is inflated as a whole. */
const mostBodyBytes = 2 ** 31;

const count = v.pipe(v.number(), v.integer(), v.minValue(0));

const names = v.pipe(v.array(v.string()), v.readonly());

/** A query head's place in the bytes; figures follow from it. */
const head = v.strictObject({
  layer: count,
  kvHead: count,
  queryHead: count,
  fromStep: count,
  steps: count,
  unitsPerChannel: count,
});

const schema = v.strictObject({
  format: v.literal(format),
  version: v.literal(formatVersion),
  key: v.string(),
  columns: names,
  loads: names,
  heads: v.array(head),
});

type UnitHeader = v.InferOutput<typeof schema>;

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

/** Whose results a unit holds. */
export interface UnitPlace {
  readonly layer: number;
  readonly kvHead: number;
  readonly fromStep: number;
  readonly toStep: number;
  /** By index. */
  readonly queryHeads: readonly number[];
}

/** Whether bytes are a whole unit of this key with the results of this place. */
export async function isUnit(key: string, bytes: Uint8Array, place: UnitPlace): Promise<boolean> {
  const { layer, kvHead, fromStep, toStep, queryHeads } = place;
  const unit = openUnit(key, bytes);
  const isOwn =
    unit?.header.heads.length === queryHeads.length &&
    unit.header.heads.every(
      (head, at) =>
        head.layer === layer &&
        head.kvHead === kvHead &&
        head.queryHead === queryHeads[at] &&
        head.fromStep === fromStep &&
        head.steps === toStep - fromStep,
    );
  return isOwn && (await inflateBody(unit)) !== undefined;
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
  const body = unit && (await inflateBody(unit));
  if (!unit || !body) return undefined;
  const reader = new ArrayReader(body);
  return unit.header.heads.map((head) => ({
    run,
    ...head,
    columns: record(stepColumnNames, () => reader.doubles(head.steps)),
    loads: record(loadColumnNames, () => reader.floats(head.steps * head.unitsPerChannel)),
  }));
}

interface OpenUnit {
  readonly header: UnitHeader;
  /** Compressed. */
  readonly body: Uint8Array;
}

function openUnit(key: string, bytes: Uint8Array): OpenUnit | undefined {
  const content = bytes.subarray(0, -sha256Bytes);
  if (!sha256(content).equals(bytes.subarray(-sha256Bytes))) return undefined;
  const headerEnd = content.indexOf("\n".charCodeAt(0));
  const header = parseHeader(Buffer.from(content.subarray(0, headerEnd)).toString());
  const isOwn =
    header?.key === key &&
    header.columns.join() === stepColumnNames.join() &&
    header.loads.join() === loadColumnNames.join();
  return isOwn ? { header, body: content.subarray(headerEnd + 1) } : undefined;
}

function parseHeader(text: string): UnitHeader | undefined {
  try {
    const parsed = v.safeParse(schema, JSON.parse(text));
    return parsed.success ? parsed.output : undefined;
  } catch {
    return undefined;
  }
}

/** The arrays of a unit; undefined where they are not those that its header describes. */
async function inflateBody({ header, body }: OpenUnit): Promise<Uint8Array | undefined> {
  const expected = header.heads.reduce((sum, { steps, unitsPerChannel }) => {
    return (
      sum + steps * (8 * stepColumnNames.length + 4 * loadColumnNames.length * unitsPerChannel)
    );
  }, 0);
  if (expected === 0 || expected > mostBodyBytes) return undefined;
  try {
    // No more is inflated than belongs there.
    const bytes = await promisify(inflateRaw)(body, { maxOutputLength: expected });
    return bytes.length === expected ? bytes : undefined;
  } catch {
    return undefined;
  }
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
