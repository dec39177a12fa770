import type { BankTokens, SimulationPlan } from "../../../src/shared/protocol";
import { sameValue } from "../../../src/shared/same-value";
import { Asking } from "../asking";
import type { Connection } from "../connection";

/** Milliseconds without a further change before the host is asked: a slider passes many steps. */
const settleTime = 80;

/** What is known of the tokens of a bank. */
export type BankTokensState =
  | { readonly kind: "idle" | "running" }
  | { readonly kind: "complete"; readonly heads: readonly BankTokens[] }
  | { readonly kind: "failed"; readonly reason: string };

/** What the host is asked. */
interface Question {
  /** One run at one step of the KV heads in the bank's channel. */
  readonly plan: SimulationPlan;
  readonly bank: number;
}

/** Asks the host for the tokens of one bank at a time; a later bank ends the request before it. */
export class BankTokensLoader {
  readonly #asking: Asking<Question, null, BankTokens>;
  #state: BankTokensState = { kind: "idle" };
  #asked: Question | undefined;
  #version: object | undefined;

  /** @param onChange told when `state` is another */
  constructor(
    connection: Connection,
    private readonly onChange: () => void,
  ) {
    this.#asking = new Asking(connection, (question, take) =>
      connection.request("bankTokens", question, take),
    );
  }

  get state(): BankTokensState {
    return this.#state;
  }

  /**
   * @param plan one run at one step of the KV heads in the bank's channel
   * @param version changes when the same question has another answer: the trace was read anew
   */
  load(plan: SimulationPlan, bank: number, version: object): void {
    const question = { plan, bank };
    if (version === this.#version && sameValue(question, this.#asked)) return;
    this.#asked = question;
    this.#version = version;
    this.#set({ kind: "running" });
    void this.#ask(question);
  }

  /** Forgets the bank. */
  clear(): void {
    this.#asking.forget();
    this.#asked = undefined;
    if (this.#state.kind !== "idle") this.#set({ kind: "idle" });
  }

  async #ask(question: Question): Promise<void> {
    const asked = await this.#asking.ask(() => question, settleTime);
    // Whoever else cancels it has something newer to tell.
    if (asked.kind === "complete") this.#set({ kind: "complete", heads: asked.parts });
    else if (asked.kind === "failed") this.#set(asked);
  }

  #set(state: BankTokensState): void {
    this.#state = state;
    this.onChange();
  }
}
