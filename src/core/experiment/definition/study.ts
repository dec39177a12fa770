import type { DevicePreset } from "../../memory/device-preset";
import type { RunConfiguration, SimulationPlan } from "../../simulation/run/configuration";
import { jobsOf, type HeadJob } from "../../simulation/run/plan";
import type { TraceHeader } from "../../trace/trace";
import type { Limit } from "./experiment";

/** A trace of a study, with what is simulated on it. */
export interface StudyTrace {
  /** Path relative to the experiment's file, `/` between folders: the same on every machine. */
  readonly name: string;
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  readonly header: TraceHeader;
  readonly plan: SimulationPlan;
}

/** An experiment that met its traces and devices: what is to be simulated, in order. */
export interface Study {
  readonly name: string;
  /** The same on every trace; a result's `run` is an index into it. */
  readonly runs: readonly RunConfiguration[];
  /** The devices that the runs name. */
  readonly devices: readonly DevicePreset[];
  readonly traces: readonly StudyTrace[];
  readonly limits: readonly Limit[];
  /** SHA-256 of all that makes it this study; contents of traces do not. */
  readonly digest: string;
}

/** One KV head of one layer of one trace of a study. */
export interface StudyHead extends HeadJob {
  /** Index of the trace in the study. */
  readonly trace: number;
}

/** All heads of a study, in the order of its tables. */
export function headsOf(study: Study): StudyHead[] {
  return study.traces.flatMap(({ plan }, trace) => jobsOf(plan).map((job) => ({ trace, ...job })));
}
