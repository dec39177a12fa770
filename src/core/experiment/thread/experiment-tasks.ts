import type { SimulationPlan } from "../../simulation/run/configuration";
import type { HeadResult } from "../../simulation/run/result";
import type { Experiment } from "../definition/experiment";
import type { RunProgress } from "../run/simulate-units";
import type { RunFolder } from "../store/run-folder";
import type { StoredPart } from "../store/stored-results";

/** What an experiment is run with; see `RunOptions`. */
export interface RunRequest {
  readonly experiment: Experiment;
  /** Its file, and what that says. */
  readonly file: string;
  readonly text: string;
  readonly out: string;
  readonly resume: boolean;
  /** The bundled worker of simulations, and how many of them. */
  readonly workerPath: string;
  readonly workers: number;
  /** Undefined for the usual one. */
  readonly cacheFolder?: string | undefined;
  /** Bytes; 0 for no cache. */
  readonly cacheBytes: number;
}

/** One trace of a stored run. */
export interface StoredTrace {
  /** The run's folder. */
  readonly folder: string;
  /** Index of the trace in the run's record. */
  readonly trace: number;
}

/** What a thread of experiments does. */
export interface ExperimentTasks {
  readonly run: {
    readonly request: RunRequest;
    readonly part:
      | { readonly kind: "progress"; readonly progress: RunProgress }
      | { readonly kind: "notice"; readonly notice: string };
    readonly result: RunFolder;
  };
  /** Opens the results of a trace, which stay open in the thread; their tables are not read yet. */
  readonly open: {
    readonly request: StoredTrace;
    readonly part: never;
    readonly result: SimulationPlan;
  };
  /** Reads a part of the results of a trace, which are opened where they are not. */
  readonly heads: {
    readonly request: StoredTrace & { readonly part: StoredPart };
    readonly part: readonly HeadResult[];
    readonly result: undefined;
  };
}
