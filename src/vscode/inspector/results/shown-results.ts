import type * as vscode from "vscode";
import type { SimulationPlan } from "../../../core/simulation/run/configuration";
import type { HeadResult } from "../../../core/simulation/run/result";

/** How far results are. */
export type ResultsPhase = "running" | "complete" | "cancelled" | "failed";

/** The results of one simulation of a page, from its start on. */
export class ShownResults {
  /** Those that are there. */
  readonly heads: HeadResult[] = [];
  /** Resolves once no more come; `phase` says why. */
  readonly ended: Promise<void>;
  #phase: ResultsPhase = "running";
  #end: () => void = () => undefined;

  /** @param file as it was when the simulation began */
  constructor(
    readonly plan: SimulationPlan,
    readonly file: vscode.FileStat,
  ) {
    this.ended = new Promise((resolve) => (this.#end = resolve));
  }

  get phase(): ResultsPhase {
    return this.#phase;
  }

  /** All of the plan is there. */
  get complete(): boolean {
    return this.#phase === "complete";
  }

  /** No more come. */
  end(phase: Exclude<ResultsPhase, "running">): void {
    this.#phase = phase;
    this.#end();
  }
}
