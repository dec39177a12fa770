import type {
  HeadResult,
  HostEvent,
  OpenedTrace,
  Requests,
  SimulationPlan,
  ViewState,
} from "../../../src/shared/protocol";
import { resultCount } from "../../../src/shared/heads";
import { sameValue } from "../../../src/shared/same-value";
import { Asking } from "../asking";
import type { Connection } from "../connection";
import { HeadParts } from "./head-parts";
import { KeptHeads } from "./kept-heads";
import type { ResultSet } from "./result-set";
import { lackOfHeads } from "./whole-head";
import { noSimulation, type PageStore, type SimulationState } from "../page-state";

type Simulate = Requests["simulate"]["request"];
type Reply = Requests["simulate"]["reply"];

/** Milliseconds without a further change before a changed configuration is simulated. */
const settleTime = 300;

/**
 * Asks the host to simulate what the page shows and collects what arrives. At most one simulation
 * counts: events and answers of an earlier one are dropped. A trace without decode steps is not
 * simulated, which the views say.
 */
export class Simulation {
  readonly #asking: Asking<Simulate, Reply, never>;
  readonly #kept = new KeptHeads();
  /** Of what is known, which may be of an older version and is not to stand beside others. */
  readonly #stored = new KeptHeads();
  /** What stored results are of; its runs are those of the view while it is of use. */
  #known: SimulationPlan | undefined;
  #parts: HeadParts | undefined;
  /** Keeps heads of the plan that is asked for. */
  #keep: (heads: readonly HeadResult[]) => void = () => undefined;

  constructor(
    connection: Connection,
    private readonly store: PageStore,
  ) {
    this.#asking = new Asking(connection, (request) => connection.request("simulate", request));
  }

  /**
   * Simulates what the page shows, once it has settled, unless that is what was simulated last.
   * What is there of it is shown at once; what is of others goes, so that no figure stands under a
   * name that is not its own.
   */
  follow(): void {
    const { view, simulation } = this.store.state;
    const plan = simulation.results?.plan;
    if (plan && holds(plan, view)) return;
    void this.#simulate(null, settleTime);
  }

  /** Asks for results that are there already, of the runs of the view. @param ticket see `run` */
  async show(known: SimulationPlan, ticket: number): Promise<void> {
    this.#known = known;
    this.#stored.clear();
    await this.run(ticket);
  }

  /** Simulates the trace as it is now: nothing that is there is of it. */
  async renew(): Promise<void> {
    this.#kept.clear();
    this.#stored.clear();
    await this.run();
  }

  /** Simulates now. @param ticket of the event that asked for it; null where the page wants it */
  async run(ticket: number | null = null): Promise<void> {
    await this.#simulate(ticket, 0);
  }

  /** Ends the simulation that runs or is about to; what has arrived stays. */
  cancel(): void {
    const isAsked = this.#asking.isAsking && !this.#asking.isSettling;
    const isRunning = this.store.state.simulation.phase === "running";
    if (isRunning && !isAsked) this.#set({ phase: "cancelled" });
    this.#asking.cancel();
  }

  /** Takes an event that carries a request's id. */
  receive(event: Extract<HostEvent, { kind: "progress" | "refused" | "result" }>): void {
    if (event.id !== this.#asking.id) return;
    switch (event.kind) {
      case "progress":
        this.#set({ progress: event.done });
        break;
      case "refused":
        this.#refuse(new Map(event.runs.map(({ run, reason }) => [run, reason])));
        break;
      case "result":
        this.#take(event.results);
        break;
    }
  }

  /** Results of runs that cannot be served any more, say with other settings, are of no use. */
  #refuse(failures: ReadonlyMap<number, string>): void {
    const results = this.store.state.simulation.results?.without(new Set(failures.keys()));
    this.#set({ failures, results });
    // What was refused before may be served now.
    if (!this.#isWhole) this.#set({ phase: "running" });
  }

  async #simulate(ticket: number | null, settle: number): Promise<void> {
    // Who asks with a ticket awaits an answer, which the host then gives.
    if (ticket === null && this.store.state.trace.header.decodeSteps === 0) {
      this.#set(noSimulation);
      this.#asking.forget();
      return;
    }
    const plan = this.#show();
    const question = () => ({ ...this.#question(plan), ticket });
    const asked = await this.#asking.ask(question, this.#isWhole ? 0 : settle);
    if (asked.kind === "failed") this.#fail(asked.reason);
    else if (asked.kind === "cancelled" && !this.#isWhole) this.#end();
    else if (asked.kind === "complete") this.#complete(asked.reply.heads);
    else if (asked.kind === "cancelled") this.#complete();
  }

  /** It was cancelled, or the host gave it up for a file that it is about to read anew. */
  #end(): void {
    if (this.store.state.reload.kind !== "reading") this.#set({ phase: "cancelled" });
  }

  /** All is there. @param wanted results that the host says there are */
  #complete(wanted?: number): void {
    const { results } = this.store.state.simulation;
    const lack = wanted !== undefined && results ? lackOfHeads(results.heads, wanted) : undefined;
    if (lack === undefined) this.#set({ phase: "complete", progress: 1 });
    else this.#fail(lack);
  }

  /** Shows what is there already of what the page shows now, and makes room for the rest. */
  #show(): SimulationPlan {
    const { view } = this.store.state;
    const known = this.#known;
    const isKnown = known !== undefined && holds(known, view);
    const plan = isKnown ? layerOf(known, view.layer) : planOf(this.store);
    const kept = isKnown ? this.#stored : this.#kept;
    this.#keep = (heads) => kept.add(plan, heads);
    this.#parts = new HeadParts(plan.scope);
    const failures = this.#failuresOf(plan);
    const results = kept.show(plan);
    const far = isWhole(this.store.state.trace, results, failures)
      ? ({ phase: "complete", progress: 1 } as const)
      : ({ phase: "running", progress: 0 } as const);
    this.#set({ results, failures, ...far });
    if (this.store.state.message?.kind === "error") this.store.update({ message: undefined });
    return plan;
  }

  /** Why runs of a plan were refused when they were asked for before, in the same layer. */
  #failuresOf({ runs, scope }: SimulationPlan): ReadonlyMap<number, string> {
    const { results, failures } = this.store.state.simulation;
    if (!results || !sameValue(results.plan.scope, scope)) return new Map();
    return new Map(
      runs.flatMap((run, index) => {
        const reasons = [...failures].filter(([other]) => sameValue(results.plan.runs[other], run));
        return reasons.slice(0, 1).map(([, reason]) => [index, reason] as const);
      }),
    );
  }

  /** All that can be served of the plan is there. */
  get #isWhole(): boolean {
    const { trace, simulation } = this.store.state;
    return isWhole(trace, simulation.results, simulation.failures);
  }

  #question(plan: SimulationPlan): Omit<Simulate, "ticket"> {
    const { view, simulation } = this.store.state;
    const has = plan.runs.map((_, run) => {
      return simulation.results?.ofRun(run).map(({ queryHead }) => queryHead) ?? [];
    });
    return { plan, first: { run: view.shownRun, kvHead: view.kvHead }, has };
  }

  #take(parts: readonly HeadResult[]): void {
    try {
      const heads = this.#parts?.take(parts) ?? [];
      const { results } = this.store.state.simulation;
      if (!results || heads.length === 0) return;
      this.#keep(heads);
      this.#set({ results: results.with(heads) });
    } catch (error) {
      // Nothing that still comes makes them whole.
      this.#asking.forget();
      this.#fail(error instanceof Error ? error.message : String(error));
    }
  }

  #fail(reason: string): void {
    this.#set({ phase: "failed" });
    this.store.update({ message: { kind: "error", text: reason } });
  }

  #set(change: Partial<SimulationState>): void {
    this.store.update({ simulation: { ...this.store.state.simulation, ...change } });
  }
}

/** Whether results are there of all runs that do not fail. */
function isWhole(
  { header }: OpenedTrace,
  results: ResultSet | undefined,
  failures: ReadonlyMap<number, string>,
): boolean {
  if (!results) return false;
  const runs = results.plan.runs.filter((_, run) => !failures.has(run));
  const wanted = resultCount({ ...results.plan, runs }, header);
  return lackOfHeads(results.heads, wanted) === undefined;
}

/** Whether results of a plan are what the view shows. */
function holds({ runs, scope }: SimulationPlan, view: ViewState): boolean {
  return (
    runs === view.runs &&
    scope.layers.includes(view.layer) &&
    scope.kvHeads.includes(view.kvHead) &&
    view.step >= scope.fromStep &&
    view.step < scope.toStep
  );
}

function layerOf({ runs, scope }: SimulationPlan, layer: number): SimulationPlan {
  return { runs, scope: { ...scope, layers: [layer] } };
}

/** Every head of the shown layer at every step: head, step and metric then change without a run. */
function planOf({ state: { trace, view } }: PageStore): SimulationPlan {
  const { kvHeads, decodeSteps } = trace.header;
  return {
    scope: {
      layers: [view.layer],
      kvHeads: Array.from({ length: kvHeads }, (_, head) => head),
      fromStep: 0,
      toStep: decodeSteps,
    },
    runs: view.runs,
  };
}
