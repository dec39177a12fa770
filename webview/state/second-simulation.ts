import type { ComparedTrace, HostEvent, SimulationPlan } from "../../src/shared/protocol";
import { RequestFailure, type Connection } from "./connection";
import { HeadParts } from "./head-parts";
import { ResultSet } from "./result-set";
import type { PageStore, SecondTraceState } from "./page-state";

type Result = Extract<HostEvent, { kind: "result" }>;

/**
 * Keeps the second trace's results those of the page's runs: once the page's own simulation is
 * done, so that they do not share the threads.
 */
export class SecondSimulation {
  /** What was last asked for. */
  #plan: SimulationPlan | undefined;
  #trace: ComparedTrace | undefined;
  #request: number | undefined;
  #heads: Result["results"][] = [];

  constructor(
    private readonly connection: Connection,
    private readonly store: PageStore,
  ) {
    store.watch(
      ({ simulation, second }) => [simulation.phase, simulation.results?.plan, second?.trace],
      () => this.#follow(),
    );
  }

  /** Takes the place of a second trace that was offered before. */
  offer(trace: ComparedTrace): void {
    this.store.update({ second: { trace, phase: "waiting", results: undefined, misfits: [] } });
  }

  /** Compares with no second trace any more. */
  close(): void {
    this.#abandon();
    this.store.update({ second: undefined });
    this.connection.request("closeSecond", {}).reply.catch(() => undefined);
  }

  /** Takes an event that carries a request's id. */
  receive(event: Extract<HostEvent, { id: number }>): void {
    if (event.id === this.#request && event.kind === "result") this.#heads.push(event.results);
  }

  #follow(): void {
    const { simulation, second } = this.store.state;
    const plan = simulation.results?.plan;
    if (!second) return;
    if (plan === this.#plan && second.trace === this.#trace) return;
    this.#abandon();
    if (simulation.phase === "done" && plan) void this.#run(plan, second.trace);
    else if (second.phase !== "waiting") {
      this.#set({ phase: "waiting", results: undefined, misfits: [] });
    }
  }

  async #run(plan: SimulationPlan, trace: ComparedTrace): Promise<void> {
    this.#plan = plan;
    this.#trace = trace;
    this.#heads = [];
    this.#set({ phase: "running", results: undefined, misfits: [] });
    const { id, reply } = this.connection.request("simulateSecond", { plan });
    this.#request = id;
    try {
      const { plan: fitted, misfits } = await reply;
      if (this.#request !== id) return;
      const results = fitted ? resultsOf(fitted, this.#heads.flat()) : undefined;
      this.#set({ phase: "done", results, misfits });
    } catch (error) {
      if (this.#request !== id) return;
      const isCancelled = error instanceof RequestFailure && error.cancelled;
      const reason = error instanceof Error ? error.message : String(error);
      this.#set({ phase: "failed", misfits: [isCancelled ? "It was cancelled." : reason] });
    } finally {
      if (this.#request === id) this.#request = undefined;
    }
  }

  #abandon(): void {
    this.#plan = undefined;
    this.#trace = undefined;
    if (this.#request === undefined) return;
    this.connection.request("cancel", { target: this.#request }).reply.catch(() => undefined);
    this.#request = undefined;
  }

  #set(change: Partial<SecondTraceState>): void {
    const { second } = this.store.state;
    if (second) this.store.update({ second: { ...second, ...change } });
  }
}

function resultsOf(plan: SimulationPlan, parts: Result["results"]): ResultSet {
  return ResultSet.empty(plan).with(new HeadParts(plan.scope).take(parts));
}
