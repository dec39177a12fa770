import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import path from "node:path";
import { InputError } from "../../errors";
import { fileError } from "../../files/file-error";
import type { RunFolder } from "./run-folder";
import type { RecordedTable } from "./run-record";

/**
 * The path of a table of a finished run.
 * @throws InputError when the table cannot be read or is not as the run left it
 */
export async function checkedTable(
  { path: folder, record }: RunFolder,
  name: string,
): Promise<string> {
  const file = path.join(folder, name);
  const { size, sha256 } = await describeTable(file);
  const expected = record.tables?.[name];
  if (expected?.size !== size || expected.sha256 !== sha256) refuseTable(file);
  return file;
}

/** A table does not hold what its run says. */
export function refuseTable(file: string): never {
  throw new InputError("table", "is damaged: it is not as the run wrote it", { file });
}

/** @throws InputError when the file cannot be read */
export async function describeTable(file: string): Promise<RecordedTable> {
  try {
    const hash = createHash("sha256");
    for await (const chunk of createReadStream(file)) hash.update(chunk as Uint8Array);
    return { size: (await stat(file)).size, sha256: hash.digest("hex") };
  } catch (error) {
    throw fileError("table", file, error);
  }
}
