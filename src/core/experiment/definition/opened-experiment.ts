import type { DevicePreset } from "../../memory/device-preset";
import type { RunConfiguration, SimulationPlan } from "../../simulation/run/configuration";
import { jobsOf, type HeadJob } from "../../simulation/run/plan";
import type { TraceHeader } from "../../trace/trace";
import type { Limit } from "./experiment";

/** A trace of an experiment, with what is simulated on it. */
export interface ExperimentTrace {
  /** Path relative to the experiment's file, `/` between folders: the same on every machine. */
  readonly name: string;
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  readonly header: TraceHeader;
  readonly plan: SimulationPlan;
}

/** An experiment that met its traces and devices: what is to be simulated, in order. */
export interface OpenedExperiment {
  readonly name: string;
  /** The same on every trace; a result's `run` is an index into it. */
  readonly runs: readonly RunConfiguration[];
  /** The devices that the runs name. */
  readonly devices: readonly DevicePreset[];
  readonly traces: readonly ExperimentTrace[];
  readonly limits: readonly Limit[];
  /** SHA-256 of all that makes it this experiment; contents of traces do not. */
  readonly digest: string;
}

/** One KV head of one layer of one trace of an experiment. */
export interface ExperimentHead extends HeadJob {
  /** Index of the trace in the experiment. */
  readonly trace: number;
}

/** All heads of an experiment, in the order of its tables. */
export function headsOf(experiment: OpenedExperiment): ExperimentHead[] {
  return experiment.traces.flatMap(({ plan }, trace) =>
    jobsOf(plan).map((job) => ({ trace, ...job })),
  );
}
