import type {
  ComparedTrace,
  HostEvent,
  Requests,
  SimulationPlan,
} from "../../../src/shared/protocol";
import { resultCount } from "../../../src/shared/heads";
import { Asking, type Asked } from "../asking";
import type { Connection } from "../connection";
import { HeadParts } from "./head-parts";
import { ResultSet } from "./result-set";
import { lackOfHeads } from "./whole-head";
import type { PageStore, SecondTraceState } from "../page-state";

type Result = Extract<HostEvent, { kind: "result" }>;
type Reply = Requests["simulateSecond"]["reply"];

/**
 * Keeps the second trace's results those of the page's runs: once the page's own simulation is
 * done, so that they do not share the threads.
 */
export class SecondSimulation {
  readonly #asking: Asking<{ readonly plan: SimulationPlan }, Reply, never>;
  /** What was last asked for. */
  #plan: SimulationPlan | undefined;
  #trace: ComparedTrace | undefined;
  #heads: Result["results"][] = [];

  constructor(
    private readonly connection: Connection,
    private readonly store: PageStore,
  ) {
    this.#asking = new Asking(connection, (request) =>
      connection.request("simulateSecond", request),
    );
    store.watch(
      ({ simulation, second }) => [simulation.phase, simulation.results?.plan, second?.trace],
      () => this.#follow(),
    );
  }

  /** Takes the place of a second trace that was offered before. */
  offer(trace: ComparedTrace): void {
    this.store.update({ second: { trace, phase: "idle", results: undefined, misfits: [] } });
  }

  /** Compares with no second trace any more. */
  close(): void {
    this.#abandon();
    this.store.update({ second: undefined });
    this.connection.request("closeSecond", {}).reply.catch(() => undefined);
  }

  /** Takes an event that carries a request's id. */
  receive(event: Extract<HostEvent, { id: number }>): void {
    if (event.id === this.#asking.id && event.kind === "result") this.#heads.push(event.results);
  }

  #follow(): void {
    const { simulation, second } = this.store.state;
    const plan = simulation.results?.plan;
    if (!second) return;
    if (plan === this.#plan && second.trace === this.#trace) return;
    this.#abandon();
    if (simulation.phase === "complete" && plan) void this.#run(plan, second.trace);
    else if (second.phase !== "idle") {
      this.#set({ phase: "idle", results: undefined, misfits: [] });
    }
  }

  async #run(plan: SimulationPlan, trace: ComparedTrace): Promise<void> {
    this.#plan = plan;
    this.#trace = trace;
    this.#heads = [];
    this.#set({ phase: "running", results: undefined, misfits: [] });
    const asked = await this.#asking.ask(() => ({ plan }));
    if (asked.kind !== "dropped") this.#set(this.#outcome(asked));
  }

  #outcome(asked: Exclude<Asked<Reply, never>, { kind: "dropped" }>): Partial<SecondTraceState> {
    switch (asked.kind) {
      case "complete":
        return this.#complete(asked.reply);
      case "cancelled":
        return { phase: "cancelled", misfits: ["It was cancelled."] };
      case "failed":
        return { phase: "failed", misfits: [asked.reason] };
    }
  }

  #complete({ plan, misfits }: Reply): Partial<SecondTraceState> {
    try {
      const results = plan ? this.#resultsOf(plan) : undefined;
      return { phase: "complete", results, misfits };
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return { phase: "failed", misfits: [reason] };
    }
  }

  /** What came of a plan. @throws Error where it is not all of it */
  #resultsOf(plan: SimulationPlan): ResultSet {
    const results = ResultSet.empty(plan).with(new HeadParts(plan.scope).take(this.#heads.flat()));
    const wanted = this.#trace ? resultCount(plan, this.#trace.header) : 0;
    const lack = lackOfHeads(results.heads, wanted);
    if (lack !== undefined) throw new Error(lack);
    return results;
  }

  #abandon(): void {
    this.#plan = undefined;
    this.#trace = undefined;
    this.#asking.forget();
  }

  #set(change: Partial<SecondTraceState>): void {
    const { second } = this.store.state;
    if (second) this.store.update({ second: { ...second, ...change } });
  }
}
