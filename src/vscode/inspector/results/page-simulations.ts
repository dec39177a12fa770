import * as vscode from "vscode";
import { Cancelled } from "../../../core/cancelled";
import type { RunConfiguration, SimulationPlan } from "../../../core/simulation/run/configuration";
import { checkPlan, refusedRuns } from "../../../core/simulation/run/plan";
import type { HeadResult } from "../../../core/simulation/run/result";
import { resultMessages } from "../../../core/simulation/run/result-parts";
import type { SimulationListener } from "../../../core/simulation/threads/pool";
import { resultCount } from "../../../shared/heads";
import { Latest, type Outcome } from "../../../shared/latest";
import type { HostEvent, Requests } from "../../../shared/protocol";
import type { Asked } from "../../pages/answers";
import { answerOf } from "../../pages/newest";
import { Tickets } from "../../pages/tickets";
import { withUserSettings, type UserSettings } from "../page/user-settings";
import type { OpenDocument } from "../trace/trace-document";
import { ToldResults } from "./told-results";
import { bringResults } from "./bring-results";
import type { ResultSource } from "./result-source";
import { ShownResults } from "./shown-results";

/** What the simulations of a page need of it. */
export interface SimulatingPage {
  /** @throws whatever keeps the trace from being read */
  readonly open: () => OpenDocument;
  /** Where results may come from, in order; the last one serves every plan. */
  readonly sources: () => readonly ResultSource[];
  readonly settings: () => Promise<UserSettings>;
  readonly tell: (event: HostEvent) => void;
}

/** How a simulation that somebody asked the page for has ended. */
export interface SimulationEnd {
  /** As far as it got; undefined where nothing was simulated. */
  readonly results: ShownResults | undefined;
  /** Why it failed; undefined where it is complete, or was cancelled or replaced by a newer one. */
  readonly error: Error | undefined;
}

type SimulateRequest = Requests["simulate"]["request"];

/** How a page is told of a simulation. */
interface Telling extends Pick<Asked, "id" | "signal">, Pick<SimulateRequest, "plan" | "has"> {
  readonly onProgress: ((done: number) => void) | undefined;
}

/** What a page simulates: one plan at a time, the newest, told as its results come. */
export class PageSimulations implements vscode.Disposable {
  readonly #page: SimulatingPage;
  readonly #latest = new Latest();
  /** Simulations that others asked the page for, each with who follows it. */
  readonly #wanted = new Tickets<(done: number) => void, SimulationEnd>();
  readonly #ended = new vscode.EventEmitter<void>();
  readonly #progressed = new vscode.EventEmitter<number>();
  /** The simulation of this page has ended and no newer one has begun. */
  readonly onDidEnd = this.#ended.event;
  readonly onDidProgress = this.#progressed.event;
  readonly #told = new ToldResults();
  #results: ShownResults | undefined;

  constructor(page: SimulatingPage) {
    this.#page = page;
  }

  /** Of the newest simulation; undefined until it is known that its plan can be served. */
  get results(): ShownResults | undefined {
    return this.#results;
  }

  /**
   * Has the page simulate, and resolves with how that simulation ended, and no other.
   * @param runs in place of those that the page shows
   * @param onProgress takes the share of the work that is done, 0 .. 1
   */
  ask(
    runs: readonly RunConfiguration[] | null,
    onProgress: (done: number) => void = () => undefined,
  ): Promise<SimulationEnd> {
    return this.#wanted.ask(onProgress, (ticket) => {
      this.#page.tell({ kind: "run", runs, ticket });
    });
  }

  /** Has the page show results that are there already; resolves when it has them, or never will. */
  async show(event: Omit<Extract<HostEvent, { kind: "showResults" }>, "kind" | "ticket">) {
    await this.#wanted.ask(
      () => undefined,
      (ticket) => this.#page.tell({ kind: "showResults", ...event, ticket }),
    );
  }

  /** Ends what is simulated or asked for; what was computed stays. */
  cancel(): void {
    this.#latest.cancel();
    this.giveUp();
  }

  /** The page has forgotten what it was asked for. */
  giveUp(): void {
    this.#wanted.giveUp({ results: undefined, error: undefined });
  }

  dispose(): void {
    this.cancel();
    this.#ended.dispose();
    this.#progressed.dispose();
  }

  /**
   * Brings the results of a plan in place of whatever is under way.
   * @throws InputError where the trace cannot serve the plan; Cancelled
   */
  async run(
    { plan, first, has, ticket }: SimulateRequest,
    { id, signal }: Asked,
  ): Promise<Requests["simulate"]["reply"]> {
    const wanted = this.#wanted.take(ticket);
    // What it showed so far is not what it asks for now.
    this.#results = undefined;
    const begun: { results?: ShownResults; heads?: number } = {};
    const outcome = await this.#latest.ask(async (newest) => {
      const unwanted = AbortSignal.any([newest, signal]);
      const document = this.#page.open();
      begun.results = await this.#begin(id, plan, document, unwanted);
      begun.heads = resultCount(begun.results.servedPlan, document.trace.header);
      const telling = { id, plan, has, signal: unwanted, onProgress: wanted?.purpose };
      await bringResults(
        {
          plan: begun.results.servedPlan,
          first: { ...first, run: begun.results.servedRun(first.run) },
          document,
        },
        this.#page.sources(),
        this.#listenerOf(begun.results, telling),
        unwanted,
      );
    });
    const end = endOf(outcome, begun.results);
    wanted?.resolve(end);
    // A simulation that a newer one replaced is not news.
    if (outcome.kind !== "superseded") this.#ended.fire();
    answerOf(outcome);
    return { heads: begun.heads ?? 0 };
  }

  /**
   * Brings the results of a plan that the page does not show, beside whatever is under way.
   * @throws InputError where the trace cannot serve the plan; Cancelled
   */
  async runFurther(asked: SimulationPlan, { id, signal }: Asked): Promise<void> {
    const document = this.#page.open();
    const plan = withUserSettings(asked, await this.#page.settings());
    if (signal.aborted) throw new Cancelled();
    checkPlan(document.trace.header, plan);
    const onResults = (heads: readonly HeadResult[]) => {
      if (!signal.aborted) tellResults(id, heads, this.#page.tell);
    };
    const first = { run: 0, kvHead: plan.scope.kvHeads.at(0) ?? 0 };
    const listener = { onResults, onProgress: () => undefined };
    await bringResults({ plan, first, document }, this.#page.sources(), listener, signal);
  }

  /**
   * Results of the plan, none of them there yet; the page shows them from now on.
   * @throws InputError where none of its runs can be served
   */
  async #begin(
    id: number,
    shown: SimulationPlan,
    { trace, file }: OpenDocument,
    signal: AbortSignal,
  ): Promise<ShownResults> {
    const plan = withUserSettings(shown, await this.#page.settings());
    // Settings take their time; meanwhile the page may have asked for something else.
    if (signal.aborted) throw new Cancelled();
    const failures = refusedRuns(trace.header, plan);
    const told = [...failures].map(([run, { message }]) => ({ run, reason: message }));
    this.#page.tell({ kind: "refused", id, runs: told });
    for (const refusal of failures.values()) {
      if (failures.size === plan.runs.length) throw refusal;
    }
    this.#results = new ShownResults(plan, file, failures);
    return this.#results;
  }

  #listenerOf(
    results: ShownResults,
    { id, plan, has, signal, onProgress }: Telling,
  ): SimulationListener {
    const { tell } = this.#page;
    return {
      onProgress: (done) => {
        if (signal.aborted) return;
        tell({ kind: "progress", id, done });
        onProgress?.(done);
        this.#progressed.fire(done);
      },
      onResults: (heads) => {
        if (signal.aborted) return;
        tellResults(id, this.#told.newsOf(plan, has, results.add(heads)), tell);
      },
    };
  }
}

/** Ends results as their simulation has ended, and says how that was. */
function endOf(outcome: Outcome<void>, results: ShownResults | undefined): SimulationEnd {
  const error = outcome.kind === "failed" ? outcome.error : undefined;
  if (outcome.kind === "complete") results?.end("complete");
  else results?.end(error === undefined || error instanceof Cancelled ? "cancelled" : "failed");
  const isFault = error instanceof Error && !(error instanceof Cancelled);
  return { results, error: isFault ? error : undefined };
}

/** Tells results of a request in messages that are small enough. */
export function tellResults(
  id: number,
  heads: readonly HeadResult[],
  tell: (event: HostEvent) => void,
): void {
  for (const results of resultMessages(heads)) tell({ kind: "result", id, results });
}
