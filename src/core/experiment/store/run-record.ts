import path from "node:path";
import * as v from "valibot";
import { InputError } from "../../errors";
import { schemaRefusal } from "../../schema-refusal";
import type { DevicePreset } from "../../memory/device-preset";
import { validateDevicePreset } from "../../memory/validate-device-preset";
import { placements } from "../../placement/registry";
import type { RunConfiguration, TraceScope } from "../../simulation/run/configuration";
import { reportedNames } from "../../figures/reported-figures";
import type { Limit } from "../definition/experiment";
import type { LimitsOutcome } from "../definition/judge-limits";
import type { ProgramVersion } from "./results-version";
import { runOwner, type RunOwner } from "./run-owner";

/** Raised when a run folder is laid out in another way; older folders are then refused. */
const runFormatVersion = 1;

const format = "kvtrace-run";

/** A trace of a stored run. */
export interface RecordedTrace {
  readonly name: string;
  /** Where it was. */
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** SHA-256 over the fingerprints of all simulated heads; undefined until all are. */
  readonly fingerprint?: string | undefined;
  /** Query heads of a KV head. */
  readonly groupHeads: number;
  readonly scope: TraceScope;
}

/** A table of a complete run. */
export interface RecordedTable {
  /** Bytes. */
  readonly size: number;
  readonly sha256: string;
}

/** A run that was killed is recorded as running, since nobody was left to say so: see `isGone`. */
export type RunState = "running" | "interrupted" | "complete" | "cancelled" | "failed";

/** `run.json`: what a run folder holds, and how far it is. */
export interface RunRecord {
  readonly program: ProgramVersion;
  readonly name: string;
  /**
   * The experiment's file: relative to the run's folder, `/` between folders, so that both may move
   * together; absolute where no such path leads there. See `experimentOf`.
   */
  readonly experiment: string;
  /** See `OpenedExperiment`. */
  readonly digest: string;
  readonly state: RunState;
  /** Of a run under way; a shard's process is none, since others share the run. */
  readonly owner?: RunOwner | undefined;
  /** Why a failed run failed, as its user was told. */
  readonly failure?: string | undefined;
  /** ISO 8601. */
  readonly started: string;
  /** Of a complete run. */
  readonly finished?: string | undefined;
  readonly runs: readonly RunConfiguration[];
  readonly devices: readonly DevicePreset[];
  readonly traces: readonly RecordedTrace[];
  readonly limits: readonly Limit[];
  /** Of a complete run. */
  readonly outcome?: LimitsOutcome | undefined;
  /** Of a complete run, by file name. */
  readonly tables?: Readonly<Record<string, RecordedTable>> | undefined;
}

/** How a run is recorded that names its experiment's file. @param folder the run's folder */
export function recordedPath(folder: string, experiment: string): string {
  const relative = path.relative(path.resolve(folder), path.resolve(experiment));
  // Another drive has no relative path.
  return path.isAbsolute(relative) ? relative : relative.split(path.sep).join("/");
}

export function runRecordText(record: RunRecord): string {
  return `${JSON.stringify({ ...record, format, version: runFormatVersion }, null, 2)}\n`;
}

const count = v.pipe(v.number(), v.integer(), v.minValue(0));

const run = v.object({
  policy: v.string(),
  parameters: v.record(v.string(), v.number()),
  budget: count,
  placement: v.picklist(placements.map(({ id }) => id)),
  device: v.string(),
  chargeIndex: v.boolean(),
  chargeClustering: v.boolean(),
  energyModel: v.picklist(["row-aware", "attacc"]),
});

const trace = v.object({
  name: v.string(),
  path: v.string(),
  size: count,
  fingerprint: v.optional(v.string()),
  groupHeads: count,
  scope: v.object({
    layers: v.array(count),
    kvHeads: v.array(count),
    fromStep: count,
    toStep: count,
  }),
});

const named = v.looseObject({ name: v.string() });

/** Its constants are for `validateDevicePreset` to judge. */
const device = v.looseObject({
  name: v.string(),
  level: v.picklist(["bank", "bank-group", "buffer"]),
  mode: v.picklist(["lockstep", "independent-banks"]),
  organisation: named,
  timing: named,
  energy: v.looseObject({}),
});

const bound = {
  column: v.picklist(reportedNames),
  bound: v.picklist(["at-most", "at-least"]),
};

const place = v.object({
  file: v.exactOptional(v.string()),
  offset: v.exactOptional(v.number()),
  line: v.exactOptional(v.number()),
});

const crossing = { trace: count, run: count, ...bound, limit: v.number() };

/** JSON has no number for a mean that is infinite. */
const mean = v.pipe(
  v.nullable(v.number()),
  v.transform((value) => value ?? Infinity),
);

const schema = v.object({
  format: v.literal(format),
  version: v.literal(runFormatVersion),
  program: v.object({ version: v.string(), results: count }),
  name: v.string(),
  experiment: v.string(),
  digest: v.string(),
  state: v.pipe(
    v.picklist(["running", "complete", "cancelled", "failed", "finished"]),
    // What an earlier version called a complete run.
    v.transform((state) => (state === "finished" ? "complete" : state)),
  ),
  owner: v.optional(runOwner),
  failure: v.optional(v.string()),
  started: v.string(),
  finished: v.optional(v.string()),
  runs: v.array(run),
  devices: v.array(device),
  traces: v.array(trace),
  limits: v.array(v.object({ name: v.string(), ...bound, value: v.number(), place })),
  outcome: v.optional(
    v.object({
      crossed: v.array(v.object({ ...crossing, value: mean })),
      notComputed: v.array(v.object(crossing)),
    }),
  ),
  tables: v.optional(v.record(v.string(), v.object({ size: count, sha256: v.string() }))),
});

/** @throws InputError naming the first field of a run record that is not as it should be */
export function parseRunRecord(text: string, file: string): RunRecord {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new InputError("run", "is damaged: not valid JSON", { file });
  }
  const parsed = v.safeParse(schema, value);
  if (!parsed.success) throw schemaRefusal(parsed.issues, "run", file);
  const devices = parsed.output.devices as readonly object[] as readonly DevicePreset[];
  for (const device of devices) validateDevicePreset(device, { file });
  const record = { ...parsed.output, devices };
  checkAgreement(record, file);
  return record;
}

/** Rows of `loads.parquet` that a record may tell of: far more than anybody simulates. */
const mostHeads = 2 ** 24;

/** @throws InputError where one part of a record speaks of what is not in another */
function checkAgreement({ runs, devices, traces, outcome }: RunRecord, file: string): void {
  const refuse = (field: string, reason: string): never => {
    throw new InputError(field, reason, { file });
  };
  for (const [at, { device }] of runs.entries()) {
    if (devices.some(({ name }) => name === device)) continue;
    refuse(`runs.${at}.device`, `${device} is not among the devices`);
  }
  let heads = 0;
  for (const [at, { scope, groupHeads }] of traces.entries()) {
    const { layers, kvHeads, fromStep, toStep } = scope;
    if (toStep <= fromStep)
      refuse(`traces.${at}.scope.toStep`, `${toStep} is not after ${fromStep}`);
    heads += layers.length * kvHeads.length * groupHeads * runs.length;
    if (heads > mostHeads) refuse(`traces.${at}`, `more than ${mostHeads} heads in all`);
  }
  for (const crossing of [...(outcome?.crossed ?? []), ...(outcome?.notComputed ?? [])]) {
    if (crossing.run in runs && crossing.trace in traces) continue;
    refuse("outcome", `there is no run ${crossing.run} of trace ${crossing.trace}`);
  }
}
