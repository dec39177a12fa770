import type { SimulationPlan } from "../../simulation/run/configuration";
import type { HeadResult } from "../../simulation/run/result";
import type { RunProgress } from "../run/simulate-units";
import type { RunFolder } from "../store/run-folder";

/** What an experiment is run with; see `RunOptions`. */
export interface RunRequest {
  /** The experiment's file, and what it says. */
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

/** What a thread of experiments does. */
export interface ExperimentTasks {
  readonly run: {
    readonly request: RunRequest;
    readonly part:
      | { readonly kind: "progress"; readonly progress: RunProgress }
      | { readonly kind: "notice"; readonly notice: string };
    readonly result: RunFolder;
  };
  /** Reads the results of one trace, by its index in the run. */
  readonly read: {
    readonly request: { readonly folder: string; readonly trace: number };
    readonly part: readonly HeadResult[];
    readonly result: SimulationPlan;
  };
}
