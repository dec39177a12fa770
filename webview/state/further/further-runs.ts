import type { HeadResult, HostEvent, Requests, SimulationPlan } from "../../../src/shared/protocol";
import { resultCount } from "../../../src/shared/heads";
import { Asking } from "../asking";
import type { Connection } from "../connection";
import { HeadParts } from "../results/head-parts";
import { lackOfHeads } from "../results/whole-head";
import type { PageStore } from "../page-state";
import { ResultSet } from "../results/result-set";
import {
  furtherKey,
  nothingFurther,
  type FurtherState,
  type Purpose,
  type WantedRun,
} from "./further-state";
import { lightHead } from "./light-head";

/** Runs on layers that are kept: those that came first make room. */
const mostKept = 600;

/**
 * Asks the host for results beside those that the page shows, one run on one layer at a time: what
 * was wanted last comes first, and the page's own simulation before all of it.
 */
export class FurtherRuns {
  readonly #asking: Asking<Requests["simulateFurther"]["request"], null, never>;
  /** What is wanted for each purpose, the newest purpose first. */
  #wanted: (readonly [Purpose, readonly WantedRun[]])[] = [];
  /** What the host could not bring; it is not asked for again. */
  readonly #refused = new Set<string>();
  #parts: HeadParts | undefined;
  #heads: HeadResult[] = [];

  constructor(
    connection: Connection,
    private readonly store: PageStore,
  ) {
    this.#asking = new Asking(connection, (request) => {
      return connection.request("simulateFurther", request);
    });
    store.watch(
      ({ trace }) => trace,
      () => this.#forget(),
    );
    store.watch(
      ({ simulation }) => [simulation.phase, simulation.results],
      () => this.#followPage(),
    );
  }

  /** Says what is wanted for a purpose from now on, the most urgent first; nothing ends it. */
  want(purpose: Purpose, wanted: readonly WantedRun[]): void {
    const others = this.#wanted.filter(([other]) => other !== purpose);
    this.#wanted = [[purpose, wanted], ...others];
    this.#count();
    this.#next();
  }

  /** Takes an event that carries a request's id. */
  receive(event: Extract<HostEvent, { id: number }>): void {
    if (event.id !== this.#asking.id || event.kind !== "result") return;
    try {
      const heads = this.#parts?.take(event.results) ?? [];
      this.#heads.push(...heads.map(lightHead));
    } catch {
      // Nothing that still comes makes them whole.
      this.#parts = undefined;
    }
  }

  /** The trace is another, or was written anew. */
  #forget(): void {
    this.#asking.forget();
    this.#refused.clear();
    this.#set({ known: nothingFurther.known });
  }

  /** What the page shows is not asked for again; while it is simulated, nothing else is. */
  #followPage(): void {
    const { phase, results } = this.store.state.simulation;
    if (phase === "running") this.#asking.forget();
    if (phase === "complete" && results) this.#keepShown(results);
    this.#next();
  }

  #keepShown(results: ResultSet): void {
    const { runs, scope } = results.plan;
    for (const layer of scope.layers) {
      runs.forEach((run, index) => {
        if (this.store.state.further.known.has(furtherKey({ layer, run }))) return;
        const heads = results.ofRun(index).map((head) => ({ ...lightHead(head), run: 0 }));
        if (heads.length > 0) this.#keep({ layer, run }, heads);
      });
    }
  }

  #next(): void {
    const { simulation } = this.store.state;
    if (this.#asking.isAsking || simulation.phase === "running") return;
    const next = this.#missing().at(0);
    if (next) void this.#bring(next);
  }

  async #bring(wanted: WantedRun): Promise<void> {
    const plan = this.#planOf(wanted);
    this.#parts = new HeadParts(plan.scope);
    this.#heads = [];
    const asked = await this.#asking.ask(() => ({ plan }));
    const count = resultCount(plan, this.store.state.trace.header);
    const isWhole = lackOfHeads(this.#heads, count) === undefined;
    if (asked.kind === "complete" && isWhole) this.#keep(wanted, this.#heads);
    else if (asked.kind === "complete" || asked.kind === "failed")
      this.#refused.add(furtherKey(wanted));
    else if (asked.kind === "cancelled") this.#wanted = [];
    this.#count();
    this.#next();
  }

  #keep(wanted: WantedRun, heads: readonly HeadResult[]): void {
    const { known } = this.store.state.further;
    const results = ResultSet.empty(this.#planOf(wanted)).with(heads);
    const all = [...known, [furtherKey(wanted), results] as const];
    this.#set({ known: new Map(all.slice(-mostKept)) });
    this.#count();
  }

  #planOf({ layer, run }: WantedRun): SimulationPlan {
    const { kvHeads, decodeSteps } = this.store.state.trace.header;
    const heads = Array.from({ length: kvHeads }, (_, head) => head);
    return {
      runs: [run],
      scope: { layers: [layer], kvHeads: heads, fromStep: 0, toStep: decodeSteps },
    };
  }

  #missing(purpose?: Purpose): WantedRun[] {
    const { known } = this.store.state.further;
    const lists = this.#wanted.filter(([each]) => purpose === undefined || each === purpose);
    return lists
      .flatMap(([, wanted]) => wanted)
      .filter((each) => !known.has(furtherKey(each)) && !this.#refused.has(furtherKey(each)));
  }

  #count(): void {
    const [sweep, overview] = (["sweep", "overview"] as const).map((purpose) => {
      return this.#missing(purpose).length;
    });
    this.#set({ waiting: { sweep, overview } });
  }

  #set(change: Partial<FurtherState>): void {
    this.store.update({ further: { ...this.store.state.further, ...change } });
  }
}
