import { JsonRefusal, JsonValue } from "../../json-tree";
import type { Experiment } from "./experiment";
import { ExperimentReader } from "./experiment-reader";

/** Something that is wrong in the text of an experiment. */
export interface Problem {
  /** Path of the field, `policies[1].parameters.clusterSize`. */
  readonly field: string;
  readonly reason: string;
  /** First character of the wrong part of the text, from 0. */
  readonly offset: number;
  /** Characters of that part. */
  readonly length: number;
  /** The known name that the part, a text, may stand for. */
  readonly nearest: string | undefined;
  /** The text is no JSON, so that nothing more can be said about it. */
  readonly isSyntax: boolean;
}

/**
 * Reads an experiment (`*.kvsim.json`, media/schemas/experiment.schema.json): JSON with comments. Wherever
 * a list is expected, a single value may stand for a list of one. What is left out: all layers, KV
 * heads and steps; 1024 tokens of budget; every policy's own placement; the first device preset;
 * index and clustering charged; the row-aware energy model; no limits.
 * @param file name for messages, after which an experiment without a name is called
 * @throws InputError naming field, line and file of the first thing that is wrong
 */
export function parseExperiment(text: string, file?: string): Experiment {
  const { experiment, refusals } = read(text, file);
  if (experiment && refusals.length === 0) return experiment;
  throw refusals[0];
}

/** Everything that is wrong in the text of an experiment, from its beginning to its end. */
export function findProblems(text: string, file?: string): Problem[] {
  const { experiment, refusals } = read(text, file);
  return refusals.map(({ field, reason, offset, length, nearest }) => ({
    ...{ field, reason, offset, length, nearest },
    isSyntax: experiment === undefined,
  }));
}

/** Absent where the text is no JSON; as far as it could be read where something is refused. */
interface Reading {
  readonly experiment?: Experiment;
  readonly refusals: readonly JsonRefusal[];
}

function read(text: string, file: string | undefined): Reading {
  try {
    const root = JsonValue.parse(text, "experiment", file, "with-comments");
    const reader = new ExperimentReader(root, nameOf(file));
    const experiment = reader.experiment();
    return { experiment, refusals: reader.refusals.sort((a, b) => a.offset - b.offset) };
  } catch (error) {
    if (error instanceof JsonRefusal) return { refusals: [error] };
    throw error;
  }
}

/** The file's name without folder and ending. */
function nameOf(file = "experiment"): string {
  const name = file.slice(Math.max(file.lastIndexOf("/"), file.lastIndexOf("\\")) + 1);
  return name.replace(/(\.kvsim)?\.json$/i, "");
}
