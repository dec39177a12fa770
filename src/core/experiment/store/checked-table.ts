import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import path from "node:path";
import { Cancelled } from "../../cancelled";
import { InputError } from "../../errors";
import { fileError } from "../../files/file-error";
import type { RunFolder } from "./run-folder";
import type { RecordedTable } from "./run-record";

/** Bytes of a table that are read at a time to check them. */
const chunkBytes = 2 ** 20;

/**
 * The path of a table of a complete run, all of whose bytes were looked at.
 * @throws InputError when the table cannot be read or is not as the run left it; Cancelled after
 *   `signal` aborts
 */
export async function checkedTable(
  { path: folder, record }: RunFolder,
  name: string,
  signal?: AbortSignal,
): Promise<string> {
  const file = path.join(folder, name);
  const { size, sha256 } = await describeTable(file, signal);
  const expected = record.tables?.[name];
  if (expected?.size !== size || expected.sha256 !== sha256) refuseTable(file);
  return file;
}

/** A table does not hold what its run says. */
export function refuseTable(file: string): never {
  throw new InputError("table", "is damaged: it is not as the run wrote it", { file });
}

async function describeTable(file: string, signal?: AbortSignal): Promise<RecordedTable> {
  try {
    const hash = createHash("sha256");
    const chunks = createReadStream(file, { highWaterMark: chunkBytes, signal });
    for await (const chunk of chunks) hash.update(chunk as Uint8Array);
    return { size: (await stat(file)).size, sha256: hash.digest("hex") };
  } catch (error) {
    if (signal?.aborted) throw new Cancelled();
    throw fileError("table", file, error);
  }
}
