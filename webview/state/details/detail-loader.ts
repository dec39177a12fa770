import type { DetailPart, DetailRequest } from "../../../src/shared/protocol";
import { sameValue } from "../../../src/shared/same-value";
import { Asking, type AskingPhase } from "../asking";
import type { Connection } from "../connection";

/** How far a detail is that a view asked for. */
export interface DetailState<Detail> {
  readonly phase: AskingPhase;
  /** The last one that arrived whole: it knows its own request, which may be an earlier one. */
  readonly shown: Detail | undefined;
  /** Why it failed, in words. */
  readonly problem: string | undefined;
}

export const noDetail: DetailState<never> = { phase: "idle", shown: undefined, problem: undefined };

/** Milliseconds without a further change before a detail is asked for. */
const settleTime = 80;

/** Asks for one detail at a time: a new request ends the one before. */
export class DetailLoader<Request extends DetailRequest, Detail> {
  readonly #asking: Asking<{ readonly detail: Request }, null, DetailPart>;
  #state: DetailState<Detail> = noDetail;
  #wanted: Request | undefined;

  /**
   * @param build makes the detail of all its parts
   * @param show told of every change
   */
  constructor(
    connection: Connection,
    private readonly build: (request: Request, parts: readonly DetailPart[]) => Detail,
    private readonly show: (state: DetailState<Detail>) => void,
  ) {
    this.#asking = new Asking(connection, (request, take) =>
      connection.request("detail", request, take),
    );
  }

  /** Asks for what `request` says unless that was asked for last; undefined asks for nothing. */
  follow(request: Request | undefined): void {
    if (sameValue(request, this.#wanted)) return;
    this.#wanted = request;
    if (request) {
      this.#set({ phase: "running", problem: undefined });
      void this.#ask(request);
    } else {
      this.#asking.forget();
      this.#set({ phase: this.#state.shown ? "complete" : "idle", problem: undefined });
    }
  }

  /** Drops everything: the trace is another one now. */
  forget(): void {
    this.#asking.forget();
    this.#wanted = undefined;
    this.#set(noDetail);
  }

  async #ask(detail: Request): Promise<void> {
    const asked = await this.#asking.ask(() => ({ detail }), settleTime);
    switch (asked.kind) {
      case "complete":
        this.#complete(detail, asked.parts);
        break;
      case "failed":
        this.#fail(asked.reason);
        break;
      case "cancelled":
        this.#set({ phase: "cancelled" });
        break;
      case "dropped":
        break;
    }
  }

  #complete(request: Request, parts: readonly DetailPart[]): void {
    let shown: Detail;
    try {
      shown = this.build(request, parts);
    } catch (error) {
      this.#fail(error instanceof Error ? error.message : String(error));
      return;
    }
    this.#set({ phase: "complete", shown });
  }

  #fail(problem: string): void {
    this.#set({ phase: "failed", shown: undefined, problem });
  }

  #set(change: Partial<DetailState<Detail>>): void {
    this.#state = { ...this.#state, ...change };
    this.show(this.#state);
  }
}
