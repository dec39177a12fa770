import type { SimulationPlan } from "../../../core/simulation/run/configuration";
import type { KnownResults } from "../../../core/simulation/run/known-results";
import type { HeadResult } from "../../../core/simulation/run/result";
import type { TraceFile } from "../trace/trace-document";

/** How far results are. */
export type ResultsPhase = "running" | "complete" | "cancelled" | "failed";

/** The results of one simulation of a page, from its start on. */
export class ShownResults {
  /** Those that are there. */
  readonly heads: HeadResult[] = [];
  /** The plan with those of its runs that the trace can serve. */
  readonly servedPlan: SimulationPlan;
  /** Resolves once no more come; `phase` says why. */
  readonly ended: Promise<void>;
  /** Where the served runs stand in the plan. */
  readonly #served: readonly number[];
  #phase: ResultsPhase = "running";
  #end: () => void = () => undefined;

  /**
   * @param file as it was when the simulation began
   * @param failures why the trace cannot serve runs of the plan, by their indices
   */
  constructor(
    readonly plan: SimulationPlan,
    readonly file: TraceFile,
    readonly failures: ReadonlyMap<number, Error> = new Map(),
  ) {
    this.ended = new Promise((resolve) => (this.#end = resolve));
    this.#served = [...plan.runs.keys()].filter((run) => !failures.has(run));
    this.servedPlan = { ...plan, runs: this.#served.map((run) => plan.runs[run]) };
  }

  get phase(): ResultsPhase {
    return this.#phase;
  }

  /** All that the trace can serve of the plan is there. */
  get complete(): boolean {
    return this.#phase === "complete";
  }

  /** The runs that the trace can serve, with what is there of them. */
  get served(): KnownResults {
    if (this.failures.size === 0) return this;
    const heads = this.heads.map((head) => ({ ...head, run: this.#served.indexOf(head.run) }));
    return { plan: this.servedPlan, heads };
  }

  /** Where a run of the plan stands among those that are served, or the first of them. */
  servedRun(run: number): number {
    return Math.max(0, this.#served.indexOf(run));
  }

  /** Takes results of the served plan; returns them as those of the plan. */
  add(heads: readonly HeadResult[]): readonly HeadResult[] {
    const added = heads.map((head) => ({ ...head, run: this.#served[head.run] }));
    this.heads.push(...added);
    return added;
  }

  /** No more come. */
  end(phase: Exclude<ResultsPhase, "running">): void {
    this.#phase = phase;
    this.#end();
  }
}
