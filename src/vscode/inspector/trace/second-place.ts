import type * as vscode from "vscode";
import { InputError, messageOf } from "../../../core/errors";
import type { SimulationPlan } from "../../../core/simulation/run/configuration";
import type { HeadResult } from "../../../core/simulation/run/result";
import { Latest } from "../../../shared/latest";
import type { HostEvent } from "../../../shared/protocol";
import { openNewest } from "../../pages/newest";
import { SecondTrace, type SecondPool, type SecondReply } from "./second-trace";

/** The place of a page for a second trace, which may be empty. */
export class SecondPlace implements vscode.Disposable {
  readonly #opening = new Latest();
  #trace: SecondTrace | undefined;

  /** @param first the page's own trace */
  constructor(
    private readonly first: vscode.Uri,
    private readonly pool: SecondPool,
    private readonly tell: (event: HostEvent) => void,
  ) {}

  /**
   * Offers a trace to the page, in place of one that was offered before.
   * @throws whatever keeps it from being opened
   */
  async open(uri: vscode.Uri): Promise<void> {
    const opened = await openNewest(this.#opening, () => {
      return SecondTrace.open(uri, this.pool, this.first);
    });
    if (!opened) return;
    this.close();
    this.#trace = opened;
    opened.onDidChange(() => this.offer());
    this.offer();
  }

  /** Tells the page of its second trace as it now is, if it has one. */
  offer(): void {
    if (!this.#trace) return;
    try {
      this.tell({ kind: "second", trace: this.#trace.describe() });
    } catch (error) {
      this.tell({ kind: "broken", message: messageOf(error) });
    }
  }

  /**
   * Simulates what the second trace can serve of a plan.
   * @throws InputError where there is none; Cancelled
   */
  async simulate(
    plan: SimulationPlan,
    onResults: (heads: readonly HeadResult[]) => void,
    signal: AbortSignal,
  ): Promise<SecondReply> {
    if (!this.#trace) throw new InputError("second trace", "is not open any more");
    return this.#trace.simulate(plan, onResults, signal);
  }

  /** Ends what it simulates. */
  cancel(): void {
    this.#trace?.cancel();
  }

  /** Lets go of the second trace. */
  close(): void {
    this.#trace?.dispose();
    this.#trace = undefined;
  }

  dispose(): void {
    this.#opening.cancel();
    this.close();
  }
}
