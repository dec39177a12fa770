import { readdir } from "node:fs/promises";
import path from "node:path";
import * as v from "valibot";
import { InputError } from "../../errors";
import { schemaRefusal } from "../../schema-refusal";
import { fileError } from "../../files/file-error";
import type { ProgramVersion } from "../store/results-version";
import { isMissing, readTextIfThere, runFiles } from "../store/run-files";
import type { Shard } from "./shard";
import type { ExperimentHead } from "../definition/opened-experiment";
import { writeWholeFile } from "../../files/whole-file";

/** A head whose units are all in the run folder. */
export interface FinishedHead extends ExperimentHead {
  /** See `fingerprintHead`. */
  readonly fingerprint: string;
  /** Key of the unit of each run. */
  readonly keys: readonly string[];
}

/** What a shard tells of itself: that it was begun, and which heads it has finished. */
export interface ShardRecord {
  readonly program: ProgramVersion;
  /** Of the experiment. */
  readonly digest: string;
  readonly shard: Shard;
  /** In the order of the experiment; undefined until all are finished. */
  readonly heads?: readonly FinishedHead[] | undefined;
}

const format = "kvtrace-shard";
const version = 1;
const count = v.pipe(v.number(), v.integer(), v.minValue(0));

/** Shards have numbers from 1 on, of six digits at most; see `parseShard`. */
const number = v.pipe(count, v.minValue(1), v.maxValue(999_999));

/** A unit's key is the name of its file: it must not lead elsewhere. */
const key = v.pipe(
  v.string(),
  v.check((text) => /^[\da-f]{64}$/.test(text)),
);

const schema = v.object({
  format: v.literal(format),
  version: v.literal(version),
  program: v.object({ version: v.string(), results: count }),
  digest: v.string(),
  shard: v.object({ index: number, count: number }),
  heads: v.optional(
    v.array(
      v.object({
        trace: count,
        layer: count,
        kvHead: count,
        fingerprint: v.string(),
        keys: v.array(key),
      }),
    ),
  ),
});

/** Name of a shard's record in its folder. */
function fileOf({ index, count }: Shard): string {
  return `${index}-of-${count}.json`;
}

/** @throws InputError when it cannot be written */
export async function writeShardRecord(folder: string, record: ShardRecord): Promise<void> {
  const file = path.join(folder, runFiles.shards, fileOf(record.shard));
  await writeWholeFile(file, `${JSON.stringify({ format, version, ...record })}\n`, {
    makesFolder: true,
  });
}

/** The records of all shards that were begun. @throws InputError where one is damaged */
export async function readShardRecords(folder: string): Promise<ShardRecord[]> {
  const shards = path.join(folder, runFiles.shards);
  let names: string[];
  try {
    names = await readdir(shards);
  } catch (error) {
    if (isMissing(error)) return [];
    throw fileError("shards", shards, error);
  }
  const records: ShardRecord[] = [];
  for (const name of names.filter((each) => each.endsWith(".json"))) {
    const file = path.join(shards, name);
    const text = await readTextIfThere("shards", file);
    if (text !== undefined) records.push(parseShardRecord(text, file));
  }
  return records.sort((one, other) => one.shard.index - other.shard.index);
}

function parseShardRecord(text: string, file: string): ShardRecord {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new InputError("shard", "is damaged: not valid JSON", { file });
  }
  const parsed = v.safeParse(schema, value);
  if (parsed.success) return parsed.output;
  throw schemaRefusal(parsed.issues, "shard", file);
}
