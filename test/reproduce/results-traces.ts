import { existsSync } from "node:fs";
import path from "node:path";
import { shareBytes, type TraceLocation } from "../../src/core/simulation/threads/trace-location";
import { generateTraceBytes } from "../fixtures/trace/trace-bytes";
import { parseGenerateParameters } from "../../src/core/trace/generate/options";

/** A trace that is looked at, and with which budgets. */
export interface StudiedTrace {
  readonly name: string;
  readonly budgets: readonly number[];
  locate(): Promise<TraceLocation>;
}

export const generatedName = "generated-32k";
const sharedFolder = path.resolve("../shared/data/traces");
const sharedNames = ["oz-small", "oz", "dialogue", "oz-gqa-4k"];
const smallBudgets = [64, 128, 256];

/** Structured keys of one layer, 32768 tokens by the last step. */
const longTrace = parseGenerateParameters({
  layers: 1,
  kvHeads: 2,
  queryHeads: 8,
  promptTokens: 32704,
  steps: 64,
  headDimension: 128,
});

/** The traces of trained models that are there, at least the sample, and a long generated one. */
export function studiedTraces(): StudiedTrace[] {
  const fromFile = (name: string, file: string): StudiedTrace => ({
    name,
    budgets: smallBudgets,
    locate: () => Promise.resolve({ kind: "file", path: file }),
  });
  const shared = sharedNames
    .map((name) => fromFile(name, path.join(sharedFolder, `${name}.kvtrace`)))
    .filter(({ name }) => existsSync(path.join(sharedFolder, `${name}.kvtrace`)));
  const sample = fromFile("oz-small", path.resolve("media/samples/oz-small.kvtrace"));
  const generated: StudiedTrace = {
    name: generatedName,
    budgets: [1024],
    locate: async () => shareBytes(generatedName, await generateTraceBytes(longTrace)),
  };
  return [...(shared.length > 0 ? shared : [sample]), generated];
}
