import type { BankTokens, SimulationPlan } from "../../../src/shared/protocol";
import { RequestFailure, type Connection } from "../connection";

/** Milliseconds without a further change before the host is asked: a slider passes many steps. */
const settleTime = 80;

/** What is known of the tokens of a bank. */
export type BankTokensState =
  | { readonly kind: "none" | "loading" }
  | { readonly kind: "shown"; readonly heads: readonly BankTokens[] }
  | { readonly kind: "failed"; readonly reason: string };

/** Asks the host for the tokens of one bank at a time; a later bank ends the request before it. */
export class BankTokensLoader {
  #state: BankTokensState = { kind: "none" };
  #asked = "";
  #version: object | undefined;
  #request: number | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param onChange told when `state` is another */
  constructor(
    private readonly connection: Connection,
    private readonly onChange: () => void,
  ) {}

  get state(): BankTokensState {
    return this.#state;
  }

  /**
   * @param plan one run at one step of the KV heads in the bank's channel
   * @param version changes when the same question has another answer: the trace was read anew
   */
  load(plan: SimulationPlan, bank: number, version: object): void {
    const asked = JSON.stringify([plan, bank]);
    if (asked === this.#asked && version === this.#version) return;
    this.#end();
    this.#asked = asked;
    this.#version = version;
    this.#state = { kind: "loading" };
    this.#timer = setTimeout(() => void this.#ask(plan, bank), settleTime);
    this.onChange();
  }

  /** Forgets the bank. */
  clear(): void {
    this.#end();
    if (this.#state.kind === "none") return;
    this.#state = { kind: "none" };
    this.onChange();
  }

  #end(): void {
    clearTimeout(this.#timer);
    if (this.#request !== undefined) {
      // The request's own failure says how it ended.
      this.connection.request("cancel", { target: this.#request }).reply.catch(() => undefined);
    }
    this.#request = undefined;
    this.#asked = "";
  }

  async #ask(plan: SimulationPlan, bank: number): Promise<void> {
    const heads: BankTokens[] = [];
    const { id, reply } = this.connection.request("bankTokens", { plan, bank }, (head) => {
      heads.push(head);
    });
    this.#request = id;
    let state: BankTokensState;
    try {
      await reply;
      state = { kind: "shown", heads };
    } catch (error) {
      if (error instanceof RequestFailure && error.cancelled) return;
      state = { kind: "failed", reason: error instanceof Error ? error.message : String(error) };
    }
    if (this.#request !== id) return;
    this.#request = undefined;
    this.#state = state;
    this.onChange();
  }
}
