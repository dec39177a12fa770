/** Traces as long as the inspector is meant for, made by the generator. */
import { existsSync } from "node:fs";
import path from "node:path";
import { generateInWorker } from "../../../src/core/simulation/threads/write-in-worker";
import { parseGenerateParameters } from "../../../src/core/trace/generate/options";

/** What a file is called, and what is in it. The third layer is the first that policies thin out. */
const shapes = {
  "32k-8-heads": { kvHeads: 8, queryHeads: 32, promptTokens: 32704, steps: 64, topics: 64 },
  "128k-1-head": { kvHeads: 1, queryHeads: 4, promptTokens: 131040, steps: 32, topics: 128 },
};

/** Makes those that a folder does not have yet; returns the files by name. */
export async function longTraces(folder: string): Promise<Record<string, string>> {
  const files: Record<string, string> = {};
  for (const [name, shape] of Object.entries(shapes)) {
    const file = path.join(folder, `${name}.kvtrace`);
    files[path.basename(file)] = file;
    if (existsSync(file)) continue;
    const parameters = parseGenerateParameters({ layers: 3, headDimension: 64, ...shape });
    await generateInWorker(path.resolve("dist/worker.mjs"), file, parameters);
  }
  return files;
}
