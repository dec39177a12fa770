import { stat } from "node:fs/promises";
import path from "node:path";
import { InputError } from "../../errors";
import { findFiles } from "./glob";

/** A file that an experiment names. */
export interface FoundTrace {
  /** Relative to the experiment's folder, `/` between folders. */
  readonly name: string;
  readonly path: string;
}

/**
 * The traces that globs match: glob by glob, the matches of each by name, every file once. A glob
 * that is the name of a file means that file, whatever characters it has.
 * @param file the experiment's file, whose folder the globs start from
 * @throws InputError naming the first glob that matches nothing
 */
export async function findTraces(globs: readonly string[], file: string): Promise<FoundTrace[]> {
  const folder = path.resolve(path.dirname(file));
  const found = new Map<string, FoundTrace>();
  for (const pattern of globs) {
    const names = (await isFile(path.resolve(folder, pattern)))
      ? [path.relative(folder, path.resolve(folder, pattern)).split(path.sep).join("/")]
      : await findFiles(folder, pattern);
    if (names.length === 0) {
      throw new InputError("traces", `no file matches ${JSON.stringify(pattern)}`, { file });
    }
    for (const name of names) {
      const trace = { name, path: path.resolve(folder, name) };
      if (!found.has(trace.path)) found.set(trace.path, trace);
    }
  }
  return [...found.values()];
}

async function isFile(file: string): Promise<boolean> {
  return stat(file).then(
    (stats) => stats.isFile(),
    () => false,
  );
}
