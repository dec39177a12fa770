/** What became of a question. */
export type Outcome<Answer> =
  | { readonly kind: "complete"; readonly answer: Answer }
  /** Nobody wants the answer any more: `cancel` was called. */
  | { readonly kind: "cancelled" }
  /** A newer question took its place. */
  | { readonly kind: "superseded" }
  | { readonly kind: "failed"; readonly error: unknown };

/**
 * Asks one question at a time. The newest wins: asking ends whatever was asked before, and an answer
 * that comes late is told apart from one that is wanted, however the one who answers takes the news.
 */
export class Latest {
  #current: AbortController | undefined;

  /** True while an answer is awaited. */
  get isAsking(): boolean {
    return this.#current !== undefined;
  }

  /**
   * Asks in place of what was asked before.
   * @param ask gets a signal that aborts once its answer is not wanted any more; after that, what it
   *   tells on the way (progress, parts) is not wanted either
   * @returns how it ended; never rejects
   */
  async ask<Answer>(ask: (signal: AbortSignal) => Promise<Answer>): Promise<Outcome<Answer>> {
    const controller = new AbortController();
    this.#end("superseded");
    this.#current = controller;
    const outcome = await settled(ask, controller.signal);
    if (this.#current === controller) this.#current = undefined;
    if (!controller.signal.aborted) return outcome;
    return { kind: controller.signal.reason === "superseded" ? "superseded" : "cancelled" };
  }

  /** Ends what is being asked, if anything is. */
  cancel(): void {
    this.#end("cancelled");
  }

  #end(reason: "superseded" | "cancelled"): void {
    const current = this.#current;
    this.#current = undefined;
    current?.abort(reason);
  }
}

async function settled<Answer>(
  ask: (signal: AbortSignal) => Promise<Answer>,
  signal: AbortSignal,
): Promise<Outcome<Answer>> {
  try {
    return { kind: "complete", answer: await ask(signal) };
  } catch (error) {
    return { kind: "failed", error };
  }
}
