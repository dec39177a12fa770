import type { HeadResult, HostEvent, SimulationPlan, ViewState } from "../../src/shared/protocol";
import { RequestFailure, type Connection } from "./connection";
import { HeadParts } from "./head-parts";
import { ResultSet } from "./result-set";
import type { PageStore, SimulationState } from "./page-state";

/** Milliseconds without a further change before a changed configuration is simulated. */
const settleTime = 300;

/**
 * Asks the host to simulate what the page shows and collects what arrives. At most one simulation
 * counts: events and answers of an earlier one are dropped.
 */
export class Simulation {
  #request: number | undefined;
  /** What results are there of already; its runs are those of the view while it is of use. */
  #known: SimulationPlan | undefined;
  #parts: HeadParts | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly connection: Connection,
    private readonly store: PageStore,
  ) {}

  /**
   * Simulates what the page shows, once it has settled, unless that is what was simulated last.
   * Results of another configuration are dropped at once, so that no figure stands under a name
   * that is not its own.
   */
  follow(): void {
    const { view, simulation } = this.store.state;
    const plan = simulation.results?.plan;
    if (plan && holds(plan, view)) return;
    this.#abandon();
    this.#set({ phase: "running", progress: 0, results: undefined });
    this.#timer = setTimeout(() => void this.run(), settleTime);
  }

  /** Asks for results that are there already, of the runs of the view. @param ticket see `run` */
  async show(known: SimulationPlan, ticket: number): Promise<void> {
    this.#known = known;
    await this.run(ticket);
  }

  /** Simulates now. @param ticket of the event that asked for it; null where the page wants it */
  async run(ticket: number | null = null): Promise<void> {
    this.#abandon();
    const { view } = this.store.state;
    const known = this.#known;
    const plan = known && holds(known, view) ? layerOf(known, view.layer) : planOf(this.store);
    this.#parts = new HeadParts(plan.scope);
    this.#set({ phase: "running", progress: 0, results: ResultSet.empty(plan) });
    this.store.update({ message: undefined });
    const { id, reply } = this.connection.request("simulate", { plan, ticket });
    this.#request = id;
    try {
      await reply;
      if (this.#request === id) this.#set({ phase: "done", progress: 1 });
    } catch (error) {
      if (this.#request === id) this.#fail(error);
    } finally {
      if (this.#request === id) this.#request = undefined;
    }
  }

  /** Ends the simulation that runs or is about to; what has arrived stays. */
  cancel(): void {
    if (this.#timer !== undefined) this.#set({ phase: "cancelled" });
    this.#stopTimer();
    this.#askToStop();
  }

  /** Ends it without waiting for how it ended. */
  #abandon(): void {
    this.#stopTimer();
    this.#askToStop();
    this.#request = undefined;
  }

  #stopTimer(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #askToStop(): void {
    if (this.#request === undefined) return;
    // The simulation's own failure tells how it ended; this answer says nothing more.
    this.connection.request("cancel", { target: this.#request }).reply.catch(() => undefined);
  }

  /** Takes an event that carries a request's id. */
  receive(event: Extract<HostEvent, { kind: "progress" | "result" }>): void {
    if (event.id !== this.#request) return;
    if (event.kind === "progress") this.#set({ progress: event.done });
    else this.#add(this.#parts?.take(event.results) ?? []);
  }

  #add(heads: readonly HeadResult[]): void {
    if (heads.length > 0) this.#set({ results: this.store.state.simulation.results?.with(heads) });
  }

  #fail(error: unknown): void {
    if (error instanceof RequestFailure && error.cancelled) {
      this.#set({ phase: "cancelled" });
      return;
    }
    this.#set({ phase: "failed" });
    const text = error instanceof Error ? error.message : String(error);
    this.store.update({ message: { kind: "error", text } });
  }

  #set(change: Partial<SimulationState>): void {
    this.store.update({ simulation: { ...this.store.state.simulation, ...change } });
  }
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
