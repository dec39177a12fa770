import { setImmediate as turn } from "node:timers/promises";
import { Cancelled } from "../../../core/cancelled";
import { queryHeadsOf } from "../../../core/simulation/run/plan";
import type { HeadResult } from "../../../core/simulation/run/result";
import type { SimulationListener } from "../../../core/simulation/threads/pool";
import { resultCount } from "../../../shared/heads";
import type { AskedPlan } from "./bring-results";
import type { ResultSource } from "./result-source";
import { partsOf, type WantedResults } from "./wanted-results";

/** The results of a plan on their way. */
export class ComingResults {
  /** The heads of runs that have come. */
  readonly #come = new Set<string>();
  readonly #total: number;

  /**
   * @param runKeys what tells each run of the plan from every other, on whatever device; all differ
   * @param listener takes each head of each run once
   */
  constructor(
    private readonly asked: AskedPlan,
    private readonly runKeys: readonly string[],
    private readonly listener: SimulationListener,
    private readonly signal: AbortSignal,
  ) {
    const { layers } = asked.plan.scope;
    this.#total = resultCount(asked.plan, asked.document.trace.header);
    asked.document.kept.show(
      layers.flatMap((layer) => runKeys.map((_, run) => this.#keyOf(layer, run))),
    );
  }

  /**
   * Takes what the trace keeps, the shown head first.
   * @throws Cancelled after `signal` aborts
   */
  async takeKept(): Promise<void> {
    const { plan, first, document } = this.asked;
    const { layers, kvHeads } = plan.scope;
    const others = kvHeads.filter((kvHead) => kvHead !== first.kvHead);
    const before = this.#come.size;
    for (const layer of layers) {
      const kept = this.runKeys.flatMap((_, run) => {
        return document.kept.of(this.#keyOf(layer, run)).map((head) => ({ ...head, run }));
      });
      const inTurn = kvHeads.includes(first.kvHead) ? [first.kvHead, ...others] : others;
      for (const queryHead of kept.length > 0 ? this.#headsOf(inTurn) : []) {
        if (this.signal.aborted) throw new Cancelled();
        this.#take(kept.filter((head) => head.queryHead === queryHead));
        // Others have their turn in between.
        await turn();
      }
    }
    if (this.#come.size > before) this.listener.onProgress(this.#come.size / this.#total);
  }

  /** Takes what a source has of the runs that still lack something. */
  async bring(source: ResultSource): Promise<void> {
    const lacking = [...this.runKeys.keys()].filter((run) => this.#wanted([run]).parts.length > 0);
    const { document } = this.asked;
    const has = lacking.filter((run) => source.find(this.#wanted([run]), document));
    const wanted = this.#wanted(has);
    const bring = has.length > 0 ? source.find(wanted, document) : undefined;
    const done = this.#come.size / this.#total;
    const share = this.#workOf(wanted) / this.#total;
    const listener: SimulationListener = {
      onProgress: (part) => this.listener.onProgress(Math.min(1, done + part * share)),
      onResults: (heads) => {
        const own = heads.map((head) => ({ ...head, run: has[head.run] }));
        if (source.isKept) {
          for (const head of own) document.kept.add(this.#keyOf(head.layer, head.run), head);
        }
        this.#take(own);
      },
    };
    await bring?.(listener, this.signal);
  }

  /** @throws Error where some have not come */
  needAll(): void {
    if (this.#come.size === this.#total) return;
    throw new Error(`results: ${this.#come.size} of ${this.#total} query heads came`);
  }

  /** What has yet to come of some runs, whose indices in the plan these are. */
  #wanted(runs: readonly number[]): WantedResults {
    const { plan, first } = this.asked;
    const wanted = { ...plan, runs: runs.map((run) => plan.runs[run]) };
    const shown = { ...first, run: runs.indexOf(first.run) };
    const parts = partsOf(wanted, shown, (layer, kvHead, run) => {
      return this.#headsOf([kvHead]).some((queryHead) => {
        return !this.#come.has(placeOf({ layer, queryHead, run: runs[run] }));
      });
    });
    return { plan: wanted, parts };
  }

  #take(heads: readonly HeadResult[]): void {
    const added = heads.filter((head) => !this.#come.has(placeOf(head)));
    for (const head of added) this.#come.add(placeOf(head));
    if (added.length > 0) this.listener.onResults(added);
  }

  #workOf({ parts }: WantedResults): number {
    return parts.reduce((sum, { kvHeads, runs }) => {
      return sum + this.#headsOf(kvHeads).length * runs.length;
    }, 0);
  }

  #headsOf(kvHeads: readonly number[]): number[] {
    const { header } = this.asked.document.trace;
    return kvHeads.flatMap((kvHead) => queryHeadsOf(header, kvHead));
  }

  /** Under which the trace keeps the results of a run in a layer. */
  #keyOf(layer: number, run: number): string {
    const { fromStep, toStep } = this.asked.plan.scope;
    return [layer, fromStep, toStep, this.runKeys[run]].join(" ");
  }
}

function placeOf({ layer, queryHead, run }: Pick<HeadResult, "layer" | "queryHead" | "run">) {
  return [layer, queryHead, run].join(" ");
}
