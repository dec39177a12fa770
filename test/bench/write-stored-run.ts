import { createHash } from "node:crypto";
import { createReadStream, statSync } from "node:fs";
import path from "node:path";
import { LoadsTable } from "../../src/core/experiment/store/loads-table";
import { runFiles } from "../../src/core/experiment/store/run-files";
import { tableFiles } from "../fixtures/experiment/table-files";
import { writeRunRecord } from "../../src/core/experiment/store/run-folder";
import { thisProgram } from "../../src/core/experiment/store/results-version";
import { RunMeans } from "../../src/core/figures/means";
import { writeRunsTable } from "../../src/core/experiment/store/runs-table";
import { StepsTable } from "../../src/core/experiment/store/steps-table";
import { defaultDevicePreset } from "../../src/core/memory/device-presets";
import type { RunConfiguration } from "../../src/core/simulation/run/configuration";
import { loadColumnNames } from "../../src/core/figures/load-figures";
import { stepColumnNames } from "../../src/core/figures/step-figures";
import type { HeadResult } from "../../src/core/simulation/run/result";

/** How large a stored run is; 4 query heads read a KV head. */
export interface StoredSize {
  readonly runs: number;
  readonly layers: number;
  /** Query heads. */
  readonly heads: number;
  readonly steps: number;
}

const groupHeads = 4;
const unitsPerChannel = 16;

const range = (count: number) => Array.from({ length: count }, (_, at) => at);

/** Bytes of the results of a run of this size. */
export function storedBytes({ runs, layers, heads, steps }: StoredSize): number {
  const ofStep = stepColumnNames.length * 8 + loadColumnNames.length * unitsPerChannel * 4;
  return runs * layers * heads * steps * ofStep;
}

/** Numbers that do not compress, to take figures from. */
const pool = new Float64Array(2 ** 20);
let state = 1;
for (let at = 0; at < pool.length; at++) {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  pool[at] = state / 2 ** 20;
}
const pool32 = Float32Array.from(pool);

function headOf(
  run: number,
  layer: number,
  queryHead: number,
  { heads, steps }: StoredSize,
): HeadResult {
  const seed = (run * 32 + layer) * heads + queryHead;
  const from = (at: number) =>
    (seed * 7919 + at * 104729) % (pool.length - steps * unitsPerChannel);
  return {
    ...{ run, layer, kvHead: Math.floor(queryHead / groupHeads), queryHead, fromStep: 0, steps },
    columns: Object.fromEntries(
      stepColumnNames.map((name, at) => [name, pool.slice(from(at), from(at) + steps)]),
    ) as HeadResult["columns"],
    unitsPerChannel,
    loads: Object.fromEntries(
      loadColumnNames.map((name, at) => [
        name,
        pool32.slice(from(at), from(at) + steps * unitsPerChannel),
      ]),
    ) as HeadResult["loads"],
  };
}

/** Writes a complete run of one trace, with figures that do not compress. */
export async function writeStoredRun(folder: string, size: StoredSize): Promise<void> {
  const { runs, layers, heads, steps } = size;
  const file = (name: string) => path.join(folder, name);
  const stepsTable = await StepsTable.create(file(runFiles.steps));
  const loadsTable = await LoadsTable.create(file(runFiles.loads));
  const means = range(runs).map(() => new RunMeans());
  for (const run of range(runs))
    for (const layer of range(layers))
      for (const queryHead of range(heads)) {
        const head = headOf(run, layer, queryHead, size);
        means[run].add(head);
        await stepsTable.add("long.kvtrace", head);
        await loadsTable.add("long.kvtrace", head);
      }
  await stepsTable.finish();
  await loadsTable.finish();
  const configurations = range(runs).map((run): RunConfiguration => ({
    policy: "token-topk",
    parameters: {},
    budget: 64 * (run + 1),
    placement: "token-order",
    device: defaultDevicePreset.name,
    chargeIndex: true,
    chargeClustering: true,
    energyModel: "row-aware",
  }));
  const summaries = means.map((each) => each.summary());
  await writeRunsTable(file(runFiles.runs), ["long.kvtrace"], configurations, [summaries]);
  const tables: [string, { size: number; sha256: string }][] = [];
  for (const name of tableFiles) {
    const hash = createHash("sha256");
    for await (const chunk of createReadStream(file(name))) hash.update(chunk as Uint8Array);
    tables.push([name, { size: statSync(file(name)).size, sha256: hash.digest("hex") }]);
  }
  await writeRunRecord(folder, {
    ...{ program: thisProgram, name: "long", experiment: "long.kvsim.json", digest: "" },
    ...{ state: "complete", started: new Date(0).toISOString(), runs: configurations },
    devices: [defaultDevicePreset],
    traces: [
      {
        ...{ name: "long.kvtrace", path: file("long.kvtrace"), size: 0, groupHeads },
        scope: {
          layers: range(layers),
          kvHeads: range(heads / groupHeads),
          fromStep: 0,
          toStep: steps,
        },
      },
    ],
    limits: [],
    tables: Object.fromEntries(tables),
  });
}
