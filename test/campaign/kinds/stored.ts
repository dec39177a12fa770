import { createHash } from "node:crypto";
import path from "node:path";
import { mergeShards } from "../../../src/core/experiment/run/merge-shards";
import { runFiles } from "../../../src/core/experiment/store/run-files";
import { thisProgram } from "../../../src/core/experiment/store/results-version";
import type { Random } from "../../../src/core/trace/generate/random";
import { tableFiles } from "../../fixtures/experiment/table-files";
import type { Kind, Try } from "../frame/kind";
import { acceptedOrRefused } from "../frame/refusals";
import { mutateBytes } from "../mutate/bytes";
import type { Json } from "../mutate/json";
import { mutateJsonText } from "../mutate/texts";
import { pick } from "../mutate/values";
import { readRun, StoredRun } from "./stored-run";

/** Damages a run, and reads it. */
function runKind(
  name: string,
  damage: (run: StoredRun, random: Random) => Uint8Array | string,
  read: (folder: string) => unknown = readRun,
): Kind {
  const prepare = async (place: string): Promise<Try> => {
    const run = await StoredRun.prepare(place);
    return ({ random, keep }) => {
      run.restore();
      keep(damage(run, random));
      return acceptedOrRefused(() => read(run.path));
    };
  };
  return { name, prepare };
}

function damageRecord(run: StoredRun, random: Random): string {
  const good = JSON.parse(run.read(runFiles.record).toString()) as Json;
  const damaged = mutateJsonText([good], random);
  run.write(runFiles.record, damaged);
  return damaged;
}

/** Most of the damaged tables are those that the record tells of: somebody else made them. */
function damageTable(run: StoredRun, random: Random): Uint8Array {
  const name = pick(tableFiles, random);
  const damaged = damageParquet(run.read(name), random);
  run.write(name, damaged);
  if (random.below(8) > 0) recordTable(run, name, damaged);
  return damaged;
}

/** Most of what matters is in the footer. */
function damageParquet(good: Buffer, random: Random): Uint8Array {
  if (random.below(3) === 0) return mutateBytes(good, random);
  const footer = good.length - 8 - good.readUInt32LE(good.length - 8);
  const damaged = mutateBytes(good.subarray(footer, -8), random);
  const end = Buffer.from(good.subarray(-8));
  if (random.below(4) > 0) end.writeUInt32LE(damaged.length);
  return Buffer.concat([good.subarray(0, footer), damaged, end]);
}

function recordTable(run: StoredRun, name: string, bytes: Uint8Array): void {
  const record = JSON.parse(run.read(runFiles.record).toString()) as { tables: object };
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const tables = { ...record.tables, [name]: { size: bytes.length, sha256 } };
  run.write(runFiles.record, JSON.stringify({ ...record, tables }));
}

/** A run in one shard that is all done, were it not for what its record says. */
function damageShard(run: StoredRun, random: Random): string {
  const record = JSON.parse(run.read(runFiles.record).toString()) as { digest: string };
  run.write(
    runFiles.record,
    JSON.stringify({ ...record, state: "running", tables: undefined, outcome: undefined }),
  );
  const heads = [0, 1].flatMap((layer) =>
    [0, 1].map((kvHead) => ({ trace: 0, layer, kvHead, fingerprint: "f", keys: ["a", "b", "c"] })),
  );
  const shard: Json = {
    ...{ format: "kvtrace-shard", version: 1, program: { ...thisProgram } },
    ...{ digest: record.digest, shard: { index: 1, count: 1 }, heads },
  };
  const text = mutateJsonText([shard], random);
  run.write(path.join(runFiles.shards, "1-of-1.json"), text);
  return text;
}

export const storedKinds: readonly Kind[] = [
  runKind("run records", damageRecord),
  runKind("Parquet", damageTable),
  runKind("shards", damageShard, (folder) => mergeShards(folder)),
];
