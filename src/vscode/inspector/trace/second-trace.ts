import { basename } from "node:path";
import * as vscode from "vscode";
import type { SimulationPlan } from "../../../core/simulation/run/configuration";
import { fitPlan } from "../../../core/simulation/run/fit-plan";
import { bringResults } from "../results/bring-results";
import { simulatedSource } from "../results/simulated-source";
import type { TracePool } from "./trace-pool";
import type { HeadResult } from "../../../core/simulation/run/result";
import { Latest } from "../../../shared/latest";
import type { ComparedTrace, Requests } from "../../../shared/protocol";
import { answerOf } from "../../pages/newest";
import { describedHeader } from "./described-header";
import { TraceDocument } from "./trace-document";
import { readUserSettings, withUserSettings } from "../page/user-settings";

/** Threads that read the header of a second trace and simulate it. */
export type SecondPool = Pick<TracePool, "run" | "outline">;

export type SecondReply = Requests["simulateSecond"]["reply"];

/** A trace that a page compares its own with. It follows its file as the page's own does. */
export class SecondTrace {
  readonly #latest = new Latest();

  /** @throws whatever keeps the file from being opened */
  static async open(uri: vscode.Uri, pool: SecondPool, first: vscode.Uri) {
    const document = await TraceDocument.open(uri, pool);
    if (document.state.kind === "broken") {
      document.dispose();
      throw document.state.error;
    }
    return new SecondTrace(document, pool, first);
  }

  private constructor(
    private readonly document: TraceDocument,
    private readonly pool: SecondPool,
    private readonly first: vscode.Uri,
  ) {}

  /** The trace was opened again, or it cannot be read any more. */
  get onDidChange(): vscode.Event<void> {
    return this.document.onDidChange;
  }

  /** @throws whatever keeps the file from being read */
  describe(): ComparedTrace {
    const { trace, file } = this.document.need();
    return { name: this.#name(), fileSize: file.size, header: describedHeader(trace.header) };
  }

  /**
   * Simulates what the trace can serve of the plan, in place of whatever it is simulating.
   * @throws Cancelled after `signal` aborts, and where a newer plan comes
   */
  async simulate(
    shown: SimulationPlan,
    onResults: (heads: readonly HeadResult[]) => void,
    signal: AbortSignal,
  ): Promise<SecondReply> {
    const outcome = await this.#latest.ask((newest) => {
      return this.#simulate(shown, onResults, AbortSignal.any([newest, signal]));
    });
    return answerOf(outcome);
  }

  async #simulate(
    shown: SimulationPlan,
    tell: (heads: readonly HeadResult[]) => void,
    signal: AbortSignal,
  ): Promise<SecondReply> {
    const settings = await readUserSettings(this.document.uri);
    const document = this.document.need();
    const { plan, misfits } = fitPlan(document.trace.header, withUserSettings(shown, settings));
    if (!plan) return { plan: null, misfits };
    const onResults = (heads: readonly HeadResult[]) => {
      if (!signal.aborted) tell(heads);
    };
    const listener = { onResults, onProgress: () => undefined };
    const first = { run: 0, kvHead: plan.scope.kvHeads[0] };
    await bringResults({ plan, first, document }, [simulatedSource(this.pool)], listener, signal);
    return { plan: { scope: plan.scope, runs: plan.runs }, misfits };
  }

  /** Ends what is simulated. */
  cancel(): void {
    this.#latest.cancel();
  }

  dispose(): void {
    this.cancel();
    this.document.dispose();
  }

  /** With its folder where the name alone is that of the first trace. */
  #name(): string {
    const { uri } = this.document;
    const name = basename(uri.path);
    return name === basename(this.first.path) ? vscode.workspace.asRelativePath(uri) : name;
  }
}
