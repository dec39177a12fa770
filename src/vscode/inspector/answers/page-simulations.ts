import * as vscode from "vscode";
import { InputError } from "../../../core/errors";
import type { SimulationPlan } from "../../../core/simulation/run/configuration";
import { checkPlan } from "../../../core/simulation/run/plan";
import type { SimulationPool } from "../../../core/simulation/threads/pool";
import type { HeadResult } from "../../../core/simulation/run/result";
import { resultMessages } from "../../../core/simulation/run/result-parts";
import type { HostEvent, Requests } from "../../../shared/protocol";
import type { PanelRole } from "../panels/panel-role";
import { replay, type ResultsOffer } from "../panels/results-offer";
import type { OpenDocument } from "../trace/trace-document";
import { withUserSettings, type UserSettings } from "../page/user-settings";

/** The results of the simulation that a page shows. */
export interface ShownResults {
  readonly plan: SimulationPlan;
  readonly heads: readonly HeadResult[];
  readonly complete: boolean;
  /** The file as it was when it was simulated. */
  readonly file: vscode.FileStat;
}

/** What the simulations of a page need of it. */
interface SimulatingPage {
  readonly pool: SimulationPool;
  readonly role: PanelRole | undefined;
  /** @throws whatever keeps the trace from being read */
  readonly open: () => OpenDocument;
  /** Stored results that the page was offered. */
  readonly offer: () => ResultsOffer | undefined;
  readonly settings: () => Promise<UserSettings>;
  readonly tell: (event: HostEvent) => void;
}

/** What a page simulates: one plan at a time, told as its results come. */
export class PageSimulations implements vscode.Disposable {
  readonly #page: SimulatingPage;
  /** Simulations under way, by the id of their request. */
  readonly #running = new Map<number, AbortController>();
  readonly #ended = new vscode.EventEmitter<void>();
  readonly #progressed = new vscode.EventEmitter<number>();
  readonly onDidEnd = this.#ended.event;
  readonly onDidProgress = this.#progressed.event;
  #results: ShownResults | undefined;

  constructor(page: SimulatingPage) {
    this.#page = page;
  }

  get results(): ShownResults | undefined {
    return this.#results;
  }

  /** Ends one simulation, or all; what was computed stays. */
  cancel(id?: number): void {
    for (const [running, controller] of this.#running) {
      if (id === undefined || id === running) controller.abort();
    }
  }

  dispose(): void {
    this.#ended.dispose();
    this.#progressed.dispose();
  }

  /**
   * Simulates a plan in place of whatever is under way, or takes results that are there already.
   * @throws InputError where the trace cannot serve the plan; Cancelled
   */
  async run(id: number, shown: SimulationPlan): Promise<Requests["simulate"]["reply"]> {
    this.cancel();
    const controller = new AbortController();
    this.#running.set(id, controller);
    const { pool, role, open, offer, settings, tell } = this.#page;
    const started = performance.now();
    let offered: readonly HeadResult[] | undefined;
    try {
      const { trace, location, file } = open();
      const plan = withUserSettings(shown, await settings());
      checkPlan(trace.header, plan);
      const results = { plan, heads: [] as HeadResult[], complete: false, file };
      this.#results = results;
      const listener = {
        onProgress: (done: number) => {
          tell({ kind: "progress", id, done });
          this.#progressed.fire(done);
        },
        onResults: (heads: readonly HeadResult[]) => {
          results.heads.push(...heads);
          tellResults(id, heads, tell);
        },
      };
      offered = offer()?.of(plan, file);
      const known = offered ?? (await role?.resultsFor(plan, file, controller.signal));
      if (known) await replay(known, listener.onResults, controller.signal);
      else await pool.run(location, trace.header, plan, listener, controller.signal);
      results.complete = true;
      return { milliseconds: performance.now() - started };
    } catch (error) {
      if (error instanceof InputError) offer()?.end();
      throw error;
    } finally {
      this.#running.delete(id);
      if (offered) offer()?.end();
      // A simulation that a newer one replaced is not news.
      if (this.#running.size === 0) this.#ended.fire();
    }
  }
}

/** Tells results of a request in messages that are small enough. */
export function tellResults(
  id: number,
  heads: readonly HeadResult[],
  tell: (event: HostEvent) => void,
): void {
  for (const results of resultMessages(heads)) tell({ kind: "result", id, results });
}
