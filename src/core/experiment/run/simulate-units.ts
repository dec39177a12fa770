import { InputError } from "../../errors";
import { deviceOf } from "../../simulation/run/configuration";
import { queryHeadsOf } from "../../simulation/run/plan";
import type { SimulationPool } from "../../simulation/threads/pool";
import type { TraceLocation } from "../../simulation/threads/trace-location";
import type { HeadResult } from "../../simulation/run/result";
import type { FileSource } from "../../files/file-source";
import { settled } from "../../files/settled";
import type { SteadyFiles } from "../../files/steady-files";
import { withFile } from "../../files/file-error";
import { interpretHeader } from "../../trace/header/interpret-header";
import type { TraceHeader } from "../../trace/trace";
import { readHeader } from "../../trace/header/read-header";
import { canonicalJson } from "../../same-value";
import { fingerprintHead } from "../cache/head-fingerprint";
import type { FinishedHead } from "../shards/shard-record";
import type { OpenedExperiment, ExperimentHead } from "../definition/opened-experiment";
import type { RecentUnits } from "../store/recent-units";
import type { TriedCache } from "../cache/tried-cache";
import { encodeUnit, isUnit, type UnitPlace } from "../store/unit-file";
import { unitKey } from "../cache/unit-key";
import type { UnitStore } from "../store/unit-store";

/**
 * Runs of a head that are simulated together: each holds a controller, a placement and its figures
 * meanwhile, while what all share, the head's scores, is cheap beside so many.
 */
const runsAtOnce = 128;

/** How far a run is. */
export interface RunProgress {
  /** Units: runs on one KV head of one layer of one trace. */
  readonly units: number;
  readonly done: number;
  /** Of those done, how many were there before. */
  readonly reused: number;
  /** Share of the work that is done, 0 .. 1, never falling. */
  readonly share: number;
}

export interface RunListener {
  onProgress?(progress: RunProgress): void;
  /** Something that the user should know though the run goes on: a sentence. */
  onNotice?(notice: string): void;
}

/** How far a head is. */
export interface HeadProgress {
  /** Share of its work that is done, 0 .. 1. */
  readonly share: number;
  /** Units that are in the run's store. */
  readonly done: number;
  /** Of those, how many were there before. */
  readonly reused: number;
}

/** With what units are computed and where they are kept. */
export interface UnitWork {
  readonly pool: SimulationPool;
  /** Heads under way at once: the pool's threads keep busy with as many as it has. */
  readonly parallel: number;
  /** Units of this run. */
  readonly store: UnitStore;
  /** Those of them that were just simulated. */
  readonly recent: RecentUnits;
  /** Units of all runs. */
  readonly cache: TriedCache | undefined;
  /** See `hostArithmetic`. */
  readonly arithmetic: string;
  readonly listener: RunListener;
  readonly signal: AbortSignal;
  /** The traces: all heads of one are of the same content. */
  readonly files: SteadyFiles;
}

/**
 * Brings the units of one head into the run's store: from there, from the cache, or by simulating
 * the runs that are missing, all at once.
 * @throws Cancelled; FileChanged where the trace is not, or does not stay, what it was for the heads
 *   before; InputError where it cannot be read, its header changed since the experiment was opened,
 *   or a unit cannot be written
 */
export async function finishHead(
  experiment: OpenedExperiment,
  head: ExperimentHead,
  work: UnitWork,
  onProgress: (progress: HeadProgress) => void,
): Promise<FinishedHead> {
  const { path } = experiment.traces[head.trace];
  const source = await work.files.open(path);
  try {
    return await settled(source, () => finishHeadOf(source, experiment, head, work, onProgress));
  } catch (error) {
    throw withFile(error, path);
  } finally {
    await source.close();
  }
}

async function finishHeadOf(
  source: FileSource,
  experiment: OpenedExperiment,
  head: ExperimentHead,
  work: UnitWork,
  onProgress: (progress: HeadProgress) => void,
): Promise<FinishedHead> {
  const { path, header, plan } = experiment.traces[head.trace];
  const file = await readHeader(source);
  const found = interpretHeader(file);
  if (!servesSame(found.header, header)) {
    throw new InputError("file", "its header changed since the run began", { file: path });
  }
  const job = { layer: head.layer, kvHead: head.kvHead };
  const fingerprint = await fingerprintHead({ source, dataStart: file.dataStart, ...found }, job);
  const { fromStep, toStep } = plan.scope;
  const { arithmetic } = work;
  const keys = experiment.runs.map((run) => {
    const device = deviceOf(plan, run.device);
    return unitKey({ arithmetic, fingerprint, fromStep, toStep, run, device });
  });
  const place = { ...job, fromStep, toStep, queryHeads: queryHeadsOf(header, job.kvHead) };
  const missing: number[] = [];
  for (const [run, key] of keys.entries()) {
    if (!(await findUnit(key, place, work))) missing.push(run);
  }
  const reused = keys.length - missing.length;
  const report = (simulated: number) => {
    const share = (reused + simulated * missing.length) / keys.length;
    onProgress({ share, done: reused, reused });
  };
  report(0);
  if (missing.length > 0) {
    const location = { kind: "file", path, stamp: source.stamp } as const;
    for (let from = 0; from < missing.length; from += runsAtOnce) {
      const some = missing.slice(from, from + runsAtOnce);
      const results = await simulate(experiment, head, some, location, work, (done) =>
        report((from + done * some.length) / missing.length),
      );
      // A result belongs to the fingerprint only if the file stayed as it was throughout.
      await source.checkContent();
      for (const [at, run] of some.entries()) await keepUnit(keys[run], results[at], work);
    }
  }
  onProgress({ share: 1, done: keys.length, reused });
  return { ...head, fingerprint, keys };
}

/** Whether what can be simulated of one trace can be of the other, whatever they say of themselves. */
function servesSame(one: TraceHeader, other: TraceHeader): boolean {
  const unsaid = { facts: {}, unknownTensors: [] };
  return canonicalJson({ ...one, ...unsaid }) === canonicalJson({ ...other, ...unsaid });
}

/** Whether the unit is in the run's store, after a look into the cache. */
async function findUnit(
  key: string,
  place: UnitPlace,
  { store, cache, listener }: UnitWork,
): Promise<boolean> {
  const own = await store.get(key);
  if (own) {
    if (await isUnit(key, own, place)) return true;
    listener.onNotice?.(`${store.pathOf(key)} is damaged and is computed again.`);
  }
  const cached = await cache?.get(key);
  if (!cache || !cached) return false;
  if (await isUnit(key, cached, place)) {
    await store.put(key, cached, cache.pathOf(key));
    return true;
  }
  listener.onNotice?.(`${cache.pathOf(key)} is damaged and is computed again.`);
  return false;
}

async function keepUnit(
  key: string,
  heads: readonly HeadResult[],
  { store, cache, recent }: UnitWork,
): Promise<void> {
  const bytes = await encodeUnit(key, heads);
  await store.put(key, bytes);
  await cache?.put(key, bytes, store.pathOf(key));
  recent.keep(key, heads);
}

/** Results of some runs on one head, run by run, each by query head. */
async function simulate(
  experiment: OpenedExperiment,
  { trace, layer, kvHead }: ExperimentHead,
  missing: readonly number[],
  location: TraceLocation,
  { pool, signal }: UnitWork,
  onProgress: (done: number) => void,
): Promise<HeadResult[][]> {
  const { header, plan } = experiment.traces[trace];
  const scope = { ...plan.scope, layers: [layer], kvHeads: [kvHead] };
  const runs = missing.map((run) => experiment.runs[run]);
  const results: HeadResult[][] = runs.map(() => []);
  const onResults = (heads: readonly HeadResult[]) => {
    for (const head of heads) results[head.run].push(head);
  };
  await pool.run(location, header, { ...plan, scope, runs }, { onProgress, onResults }, signal);
  return results.map((heads) => heads.sort((one, other) => one.queryHead - other.queryHead));
}
