import { Latest } from "../../src/shared/latest";
import { RequestFailure, type PendingRequest } from "./connection";

/** How far a question is; idle before the first, and after one was forgotten. */
export type AskingPhase = "idle" | "running" | "complete" | "cancelled" | "failed";

/** What became of a question. */
export type Asked<Reply, Part> =
  | { readonly kind: "complete"; readonly reply: Reply; readonly parts: readonly Part[] }
  | { readonly kind: "cancelled" }
  | { readonly kind: "failed"; readonly reason: string }
  /** A newer question took its place, or it was forgotten: there is nothing to tell. */
  | { readonly kind: "dropped" };

/** Posts a question; parts of its answer go to `take`. */
type Post<Request, Reply, Part> = (
  request: Request,
  take: (part: Part) => void,
) => PendingRequest<Reply>;

/** A connection to a host that ends questions early. */
interface Host {
  request(kind: "cancel", request: { readonly target: number }): PendingRequest<null>;
}

/** Asks the host one kind of question, one at a time: only the newest counts. */
export class Asking<Request, Reply, Part> {
  readonly #latest = new Latest();
  #id: number | undefined;
  #giveUp: (() => void) | undefined;

  constructor(
    private readonly host: Host,
    private readonly post: Post<Request, Reply, Part>,
  ) {}

  /** The request that awaits its reply, whose events carry this identifier. */
  get id(): number | undefined {
    return this.#id;
  }

  /** True from asking until the answer, be the host asked yet or not. */
  get isAsking(): boolean {
    return this.#latest.isAsking;
  }

  /** True while a question waits for things to settle, so that the host does not know of it. */
  get isSettling(): boolean {
    return this.#giveUp !== undefined;
  }

  /**
   * Asks in place of what was asked before, which the host is told to end.
   * @param makeRequest called when the host is asked: at once, or when things have settled
   * @param settleTime milliseconds without another question before the host is asked
   * @returns how it ended; never rejects for what the host says
   */
  async ask(makeRequest: () => Request, settleTime = 0): Promise<Asked<Reply, Part>> {
    const outcome = await this.#latest.ask((signal) => {
      const answer = () => this.#answered(makeRequest(), signal);
      return settleTime > 0 ? this.#settled(settleTime, signal, answer) : answer();
    });
    switch (outcome.kind) {
      case "complete":
        return { kind: "complete", ...outcome.answer };
      case "failed":
        return failureOf(outcome.error);
      case "superseded":
      case "cancelled":
        return { kind: "dropped" };
    }
  }

  /** Asks the host to end what it was asked; its answer says how it ended. */
  cancel(): void {
    if (this.#id === undefined) this.#giveUp?.();
    else this.#end(this.#id);
  }

  /** Ends what is being asked; nothing more is told of it. */
  forget(): void {
    this.#latest.cancel();
  }

  #settled<Result>(time: number, signal: AbortSignal, act: () => Promise<Result>): Promise<Result> {
    return new Promise((resolve, reject) => {
      const giveUp = () => {
        over();
        reject(new RequestFailure("It was cancelled.", true));
      };
      const over = () => {
        clearTimeout(timer);
        if (this.#giveUp === giveUp) this.#giveUp = undefined;
      };
      const timer = setTimeout(() => {
        over();
        resolve(act());
      }, time);
      this.#giveUp = giveUp;
      signal.addEventListener("abort", giveUp, { once: true });
    });
  }

  async #answered(request: Request, signal: AbortSignal) {
    const parts: Part[] = [];
    const { id, reply } = this.post(request, (part) => parts.push(part));
    this.#id = id;
    const abandon = () => {
      if (this.#id === id) this.#id = undefined;
      this.#end(id);
    };
    signal.addEventListener("abort", abandon, { once: true });
    try {
      return { reply: await reply, parts };
    } finally {
      signal.removeEventListener("abort", abandon);
      if (this.#id === id) this.#id = undefined;
    }
  }

  #end(target: number): void {
    // How the question ended is told by its own answer; this one's says nothing more.
    this.host.request("cancel", { target }).reply.catch(() => undefined);
  }
}

function failureOf(error: unknown): { kind: "cancelled" } | { kind: "failed"; reason: string } {
  if (error instanceof RequestFailure && error.cancelled) return { kind: "cancelled" };
  return { kind: "failed", reason: error instanceof Error ? error.message : String(error) };
}
