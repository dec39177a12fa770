import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { parseExperiment } from "../../../src/core/experiment/definition/parse-experiment";
import { runExperiment } from "../../../src/core/experiment/run/run-experiment";
import { inOrder } from "../../../src/core/figures/means";
import { resultsCsvParts } from "../../../src/core/report/csv";
import { defaultRuns } from "../../../src/core/simulation/run/default-runs";
import type { HeadResult } from "../../../src/core/simulation/run/result";
import { SimulationPool } from "../../../src/core/simulation/threads/pool";
import { withSteadyTrace } from "../../../src/core/simulation/threads/steady-trace";
import { parseGenerateParameters } from "../../../src/core/trace/generate/options";
import { tableFiles } from "../../fixtures/experiment/table-files";
import { fileChanges, withTimesOf } from "../../fixtures/file-changes";
import { generateTraceBytes } from "../../fixtures/trace/trace-bytes";
import type { Attempt, Kind, Outcome, Try } from "../frame/kind";
import { acceptedOrRefused } from "../frame/refusals";

const shape = { layers: 2, queryHeads: 4, kvHeads: 4, promptTokens: 128, steps: 6 };

/** Reads a trace and says all that comes of it, as text. */
type Reading = (pool: SimulationPool, file: string) => Promise<string>;

const simulation: Reading = (pool, file) =>
  withSteadyTrace({ kind: "file", path: file }, async ({ trace: { header }, location }) => {
    const heads: HeadResult[] = [];
    const scope = {
      layers: header.layers.map(({ id }) => id),
      kvHeads: Array.from({ length: header.kvHeads }, (_, head) => head),
      fromStep: 0,
      toStep: header.decodeSteps,
    };
    const runs = defaultRuns(header, 16);
    const onResults = (results: readonly HeadResult[]) => void heads.push(...results);
    const listener = { onProgress: () => undefined, onResults };
    await pool.run(location, header, { scope, runs }, listener);
    return [...resultsCsvParts(runs, inOrder(heads))].join("");
  });

const experiment: Reading = async (pool, trace) => {
  const text = JSON.stringify({ traces: "*.kvtrace", policies: ["full", "quest"], budgets: 16 });
  const file = path.join(path.dirname(trace), "study.kvsim.json");
  const out = path.join(path.dirname(trace), "out");
  const parsed = parseExperiment(text, file);
  await runExperiment(parsed, { file, text, out, resume: false, pool, parallel: 2 });
  const hash = createHash("sha256");
  for (const name of tableFiles) hash.update(readFileSync(path.join(out, name)));
  return hash.digest("hex");
};

/**
 * Changes a trace at any time while it is read: what comes of it is what comes of its content before
 * or after the change, or it is refused.
 */
function changingKind(name: string, reading: Reading, change: string): Kind {
  const prepare = async (): Promise<Try> => {
    const pool = new SimulationPool(path.resolve("dist/worker.mjs"), 2);
    const contents = await Promise.all(
      [1, 2].map((seed) => generateTraceBytes(parseGenerateParameters({ ...shape, seed }))),
    );
    const known: string[] = [];
    return async (attempt) => {
      /** What comes of a content that nobody changes. */
      const undisturbed = (content: Uint8Array) => reading(pool, traceIn(attempt, content));
      if (known.length === 0) for (const each of contents) known.push(await undisturbed(each));
      const began = performance.now();
      await undisturbed(contents[0]);
      return changeOnce(attempt, Math.ceil(performance.now() - began));

      async function changeOnce({ random, keep }: Attempt, longest: number): Promise<Outcome> {
        const first = random.below(2);
        const file = traceIn(attempt, contents[first]);
        const wait = random.below(longest);
        const setsBack = change !== "deleted" && random.below(2) === 0;
        keep(`${change} after ${wait} ms${setsBack ? ", its times set back" : ""}`);
        const act = setsBack ? withTimesOf(fileChanges[change]) : fileChanges[change];
        const changed = pause(wait).then(() => act(file, contents[1 - first]));
        let found: string | undefined;
        const outcome = await acceptedOrRefused(async () => (found = await reading(pool, file)));
        await changed;
        if (found === undefined || known.includes(found)) return outcome;
        const isOfNow = found === (await undisturbed(new Uint8Array(readFileSync(file))));
        if (!isOfNow) throw new Error("results are of no content that the file ever had");
        return outcome;
      }
    };
  };
  return { name: `trace ${change} while ${name}`, longest: 20_000, mostBytes: 2 ** 29, prepare };
}

function traceIn({ folder }: Attempt, content: Uint8Array): string {
  const file = path.join(folder(), "trace.kvtrace");
  writeFileSync(file, content);
  return file;
}

export const changingTraceKinds: readonly Kind[] = Object.keys(fileChanges).flatMap((change) => [
  changingKind("it is simulated", simulation, change),
  changingKind("a study reads it", experiment, change),
]);
