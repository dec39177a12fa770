import { InputError } from "../../errors";
import { fieldText } from "../field-text";
import { factKeys, formatVersion, metadataKeys, metadataName } from "../format";
import type { MetadataText } from "../format";
import type { TraceFacts } from "../trace";
import type { WritableHeader } from "../trace-content";
import { parseWholeNumber } from "../whole-number";

interface Located {
  readonly value: number;
  readonly at: number;
}

/** What the metadata says about reading the tensors. */
export interface TraceMetadata {
  readonly version?: string;
  readonly promptTokens?: Located;
  readonly decodeSteps?: Located;
  readonly softmaxScale?: number;
  /** Hkv and D, for a trace whose tensors do not tell them. */
  readonly kvHeads?: Located;
  readonly headDimension?: Located;
}

/**
 * A file without a version is a plain tensor dump: its metadata has another program's meaning and
 * everything is inferred from shapes.
 * @throws InputError naming the key
 */
export function readMetadata(metadata: ReadonlyMap<string, MetadataText>): TraceMetadata {
  const version = metadata.get(metadataKeys.version);
  if (version === undefined) return {};
  if (version.text !== formatVersion) {
    const reason = `version ${fieldText(version.text)} is not the known version ${formatVersion}`;
    throw new InputError(`${metadataName}.${metadataKeys.version}`, reason, { offset: version.at });
  }
  return {
    version: formatVersion,
    ...optional("promptTokens", wholeNumber(metadata, metadataKeys.promptTokens)),
    ...optional("decodeSteps", wholeNumber(metadata, metadataKeys.decodeSteps)),
    ...optional("kvHeads", wholeNumber(metadata, metadataKeys.kvHeads)),
    ...optional("headDimension", wholeNumber(metadata, metadataKeys.headDimension)),
    ...optional("softmaxScale", positive(metadata, metadataKeys.softmaxScale)),
  };
}

/** The metadata that makes a reader find the same facts again. */
export function traceMetadata(header: WritableHeader): Record<string, string> {
  const facts = Object.entries(factKeys).flatMap(([fact, key]) => {
    const text = header.facts[fact as keyof TraceFacts];
    return text === undefined ? [] : [[key, text] as const];
  });
  const { layers, kvHeads, headDimension } = header;
  const hasCache = layers.some((layer) => layer.hasKeys || layer.hasValues);
  const hasFloats = hasCache || layers.some((layer) => layer.hasQueries);
  return {
    [metadataKeys.version]: formatVersion,
    [metadataKeys.promptTokens]: String(header.promptTokens),
    [metadataKeys.decodeSteps]: String(header.decodeSteps),
    [metadataKeys.softmaxScale]: String(header.softmaxScale),
    ...(hasCache ? {} : { [metadataKeys.kvHeads]: String(kvHeads) }),
    ...(hasFloats ? {} : { [metadataKeys.headDimension]: String(headDimension) }),
    ...Object.fromEntries(facts),
  };
}

/** The free texts, as written. */
export function readFacts(metadata: ReadonlyMap<string, MetadataText>): TraceFacts {
  const told = Object.entries(factKeys).flatMap(([fact, key]) => {
    const text = metadata.get(key)?.text;
    return text === undefined ? [] : [[fact, text]];
  });
  return Object.fromEntries(told) as TraceFacts;
}

function optional<Name extends string, Value>(
  name: Name,
  value: Value | undefined,
): Partial<Record<Name, Value>> {
  return value === undefined ? {} : ({ [name]: value } as Record<Name, Value>);
}

function wholeNumber(metadata: ReadonlyMap<string, MetadataText>, key: string) {
  const entry = metadata.get(key);
  if (entry === undefined) return undefined;
  const place = { offset: entry.at };
  return { value: parseWholeNumber(`${metadataName}.${key}`, entry.text, place), at: entry.at };
}

function positive(metadata: ReadonlyMap<string, MetadataText>, key: string): number | undefined {
  const entry = metadata.get(key);
  if (entry === undefined) return undefined;
  const value = Number(entry.text);
  if (entry.text.trim() !== "" && value > 0 && Number.isFinite(value)) return value;
  const reason = `"${fieldText(entry.text)}" is not a positive number`;
  throw new InputError(`${metadataName}.${key}`, reason, { offset: entry.at });
}
