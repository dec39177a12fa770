import { readFile } from "node:fs/promises";
import path from "node:path";
import { parseTree } from "jsonc-parser/lib/esm/main";
import { InputError } from "../../core/errors";
import { findTraces } from "../../core/experiment/definition/find-traces";
import { findProblems } from "../../core/experiment/definition/parse-experiment";
import { parseDeviceFile } from "../../core/memory/device-file";
import { isDeviceFile, textsOf } from "./named-files";

/** Something that is wrong in an experiment, with the part of its text. */
export interface ExperimentProblem {
  readonly field: string;
  readonly message: string;
  readonly offset: number;
  readonly length: number;
  /** The known name that the part, a text, may stand for. */
  readonly nearest?: string | undefined;
}

/**
 * What is wrong in the text of an experiment. Of text that is no JSON the editor's own JSON support
 * tells, and what it names cannot be looked for yet.
 */
export function problemsOf(text: string, file: string): ExperimentProblem[] {
  return findProblems(text, file)
    .filter(({ isSyntax }) => !isSyntax)
    .map(({ field, reason, ...part }) => ({ field, message: `${field}: ${reason}`, ...part }));
}

/** What an experiment names that is not there, or cannot be read: globs of traces, files of devices. */
export async function missingFiles(text: string, file: string): Promise<ExperimentProblem[]> {
  const root = parseTree(text);
  if (!root) return [];
  const check = async (field: string, look: (name: string) => Promise<unknown>) => {
    const problems: ExperimentProblem[] = [];
    for (const node of textsOf(root, field)) {
      const reason = await refusalOf(() => look(String(node.value)));
      const { offset, length } = node;
      if (reason) problems.push({ field, message: `${field}: ${reason}`, offset, length });
    }
    return problems;
  };
  return [
    ...(await check("traces", (glob) => findTraces([glob], file))),
    ...(await check("devices", (name) => checkDevice(name, file))),
  ];
}

async function checkDevice(name: string, file: string): Promise<void> {
  if (!isDeviceFile(name)) return;
  const device = path.resolve(path.dirname(file), name);
  let text: string;
  try {
    text = await readFile(device, "utf8");
  } catch {
    throw new InputError("devices", `there is no file ${JSON.stringify(name)}`);
  }
  parseDeviceFile(text, device);
}

async function refusalOf(look: () => Promise<unknown>): Promise<string | undefined> {
  try {
    await look();
    return undefined;
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return error.field === "traces" || error.field === "devices" ? error.reason : error.message;
  }
}
