import { readFile } from "node:fs/promises";
import path from "node:path";
import { withFile, fileError } from "../../files/file-error";
import type { WritableHeader } from "../trace-content";
import { writeTraceFile, type WriteOptions } from "../write-trace";
import type { ArrayFile } from "./array-file";
import { planTrace, type PlannedTrace } from "./dump-content";
import { parseIndexJson } from "./index-json";
import { openArrayFile } from "./open-arrays";
import type { ImportOptions } from "./options";
import { planDump } from "./plan-dump";
import { sortArrays } from "./sort-arrays";

/** What an import made of a dump. */
export interface ImportedTrace {
  readonly header: WritableHeader;
  /** How each array was read, and what was left out, one sentence each. */
  readonly notes: readonly string[];
}

/** A dump that can become a trace; nothing but headers was read. */
export interface OpenDump extends ImportedTrace {
  write(out: string, hooks?: Omit<WriteOptions, "dataType">): Promise<void>;
  close(): Promise<void>;
}

/**
 * Makes a trace of a dump that another program wrote: keys, values and queries in safetensors or
 * .npz, selected indices in those or in JSON. Head by head, whatever the size.
 * @throws InputError if the dump cannot be read, or is not understood
 */
export async function importTrace(
  from: string,
  out: string,
  options: ImportOptions,
  hooks: Omit<WriteOptions, "dataType"> = {},
): Promise<ImportedTrace> {
  const dump = await openDump(from, options);
  try {
    await dump.write(out, hooks);
    return { header: dump.header, notes: dump.notes };
  } finally {
    await dump.close();
  }
}

/** Finds out what a dump holds. @throws InputError as `importTrace` */
export async function openDump(from: string, given: ImportOptions): Promise<OpenDump> {
  const options = { source: path.basename(from), ...given };
  try {
    if (path.extname(from).toLowerCase() === ".json") {
      return finish(from, planIndexDump(await readText(from), options), []);
    }
    const file = await openArrayFile(from);
    try {
      const notes: string[] = [];
      const sorted = sortArrays(file, options.map);
      const layers = planDump(file, sorted, options, notes);
      if (sorted.unknown.length > 0) notes.push(`Left out: ${sorted.unknown.join(", ")}.`);
      return finish(from, planTrace(file, layers, options, sorted.tokens), notes, file);
    } catch (error) {
      await file.close();
      throw error;
    }
  } catch (error) {
    throw withFile(error, from);
  }
}

function planIndexDump(text: string, options: ImportOptions): PlannedTrace {
  const { layers, ...facts } = parseIndexJson(text);
  const planned = [...layers].map(([id, selected]) => ({ id, selected }));
  return planTrace(
    undefined,
    planned.sort((a, b) => a.id - b.id),
    { ...facts, ...options },
  );
}

function finish(
  from: string,
  { header, content, dataType }: PlannedTrace,
  notes: readonly string[],
  file?: ArrayFile,
): OpenDump {
  return {
    header,
    notes,
    async write(out, hooks) {
      try {
        await writeTraceFile(out, header, content, { ...hooks, dataType });
      } catch (error) {
        throw withFile(error, from);
      }
    },
    close: () => file?.close() ?? Promise.resolve(),
  };
}

async function readText(from: string): Promise<string> {
  try {
    return await readFile(from, "utf8");
  } catch (error) {
    throw fileError("file", from, error);
  }
}
