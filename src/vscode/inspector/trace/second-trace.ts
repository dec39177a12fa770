import { basename } from "node:path";
import * as vscode from "vscode";
import type { SimulationPlan } from "../../../core/simulation/run/configuration";
import { fitPlan } from "../../../core/simulation/run/fit-plan";
import type { SimulationPool } from "../../../core/simulation/threads/pool";
import type { HeadResult } from "../../../core/simulation/run/result";
import type { ComparedTrace, Requests } from "../../../shared/protocol";
import { describedHeader } from "./described-header";
import { TraceDocument } from "./trace-document";
import { readUserSettings, withUserSettings } from "../page/user-settings";

type Reply = Requests["simulateSecond"]["reply"];

/** A trace that a page compares its own with. It follows its file as the page's own does. */
export class SecondTrace {
  #running: { readonly id: number; readonly controller: AbortController } | undefined;

  /** @throws whatever keeps the file from being opened */
  static async open(uri: vscode.Uri, pool: SimulationPool, first: vscode.Uri) {
    const document = await TraceDocument.open(uri);
    if (document.state.kind === "broken") {
      document.dispose();
      throw document.state.error;
    }
    return new SecondTrace(document, pool, first);
  }

  private constructor(
    private readonly document: TraceDocument,
    private readonly pool: SimulationPool,
    private readonly first: vscode.Uri,
  ) {}

  /** The trace was opened again, or it cannot be read any more. */
  get onDidChange(): vscode.Event<void> {
    return this.document.onDidChange;
  }

  /** @throws whatever keeps the file from being read */
  describe(): ComparedTrace {
    const { trace, file } = this.#open();
    return { name: this.#name(), fileSize: file.size, header: describedHeader(trace.header) };
  }

  /** Simulates what the trace can serve of the plan. */
  async simulate(
    id: number,
    shown: SimulationPlan,
    onResults: (heads: readonly HeadResult[]) => void,
  ): Promise<Reply> {
    this.cancel();
    const controller = new AbortController();
    const running = { id, controller };
    this.#running = running;
    try {
      const { trace, location } = this.#open();
      const settings = await readUserSettings(this.document.uri);
      const { plan, misfits } = fitPlan(trace.header, withUserSettings(shown, settings));
      if (!plan) return { plan: null, misfits };
      const listener = { onResults, onProgress: () => undefined };
      await this.pool.run(location, trace.header, plan, listener, controller.signal);
      return { plan: { scope: plan.scope, runs: plan.runs }, misfits };
    } finally {
      if (this.#running === running) this.#running = undefined;
    }
  }

  /** @param id ends only that request; whatever runs where absent */
  cancel(id?: number): void {
    if (id === undefined || id === this.#running?.id) this.#running?.controller.abort();
  }

  dispose(): void {
    this.cancel();
    this.document.dispose();
  }

  #open() {
    const { state } = this.document;
    if (state.kind === "broken") throw state.error;
    return state;
  }

  /** With its folder where the name alone is that of the first trace. */
  #name(): string {
    const { uri } = this.document;
    const name = basename(uri.path);
    return name === basename(this.first.path) ? vscode.workspace.asRelativePath(uri) : name;
  }
}
