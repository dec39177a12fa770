import { createHash, type Hash } from "node:crypto";
import type { HeadJob } from "../../simulation/run/plan";
import type { ByteSource } from "../../files/byte-source";
import type { TensorEntry } from "../../trace/format";
import type { TraceTensors } from "../../trace/header/interpret-header";
import type { TraceHeader } from "../../trace/trace";

/** Bytes hashed at a time: a few milliseconds, so that an editor in the same thread stays awake. */
const chunkBytes = 2 ** 20;

/** A trace file whose bytes can be told apart from any others. */
export interface FingerprintSource {
  readonly source: ByteSource;
  /** Where the tensors begin in the file. */
  readonly dataStart: number;
  readonly header: TraceHeader;
  readonly tensors: TraceTensors;
}

/**
 * SHA-256, in hex, of everything in a trace that the results of one head may depend on: the sizes
 * and the softmax scale of the header, and every byte of the head's keys and values and of its query
 * heads' queries. Of a recorded selection all heads of the layer count. Names, metadata, tokens and
 * other heads do not: results outlive a change of those, and a move of the file.
 */
export async function fingerprintHead(from: FingerprintSource, job: HeadJob): Promise<string> {
  const { promptTokens, decodeSteps, queryHeads, kvHeads, headDimension, softmaxScale } =
    from.header;
  const hash = createHash("sha256");
  const sizes = { promptTokens, decodeSteps, queryHeads, kvHeads, headDimension, softmaxScale };
  hash.update(JSON.stringify({ ...sizes, layer: job.layer, kvHead: job.kvHead }));
  const entries = from.tensors.layers.get(job.layer);
  for (const kind of ["keys", "values", "queries"] as const) {
    const entry = entries?.[kind];
    if (entry) await addHead(hash, from, kind, entry, job.kvHead);
  }
  for (const kind of ["selected_offsets", "selected_tokens"] as const) {
    const entry = entries?.[kind];
    if (entry) await addBytes(hash, from, kind, entry, entry.begin, entry.end);
  }
  return hash.digest("hex");
}

/** The part of a [heads, rows, D] tensor that belongs to one KV head. */
async function addHead(
  hash: Hash,
  from: FingerprintSource,
  kind: string,
  entry: TensorEntry,
  kvHead: number,
): Promise<void> {
  const bytes = (entry.end - entry.begin) / from.header.kvHeads;
  const begin = entry.begin + kvHead * bytes;
  await addBytes(hash, from, kind, entry, begin, begin + bytes);
}

async function addBytes(
  hash: Hash,
  { source, dataStart }: FingerprintSource,
  kind: string,
  { dtype }: TensorEntry,
  begin: number,
  end: number,
): Promise<void> {
  hash.update(JSON.stringify({ kind, dtype, bytes: end - begin }));
  for (let at = begin; at < end; at += chunkBytes) {
    hash.update(await source.read(dataStart + at, Math.min(chunkBytes, end - at)));
  }
}
