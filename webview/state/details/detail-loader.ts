import type { DetailPart, DetailRequest } from "../../../src/shared/protocol";
import { RequestFailure, type Connection } from "../connection";

/** How far a detail is that a view asked for. */
export interface DetailState<Detail> {
  readonly phase: "idle" | "loading" | "done" | "failed";
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
  #state: DetailState<Detail> = noDetail;
  #wanted = "";
  #pending: number | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /**
   * @param build makes the detail of all its parts
   * @param show told of every change
   */
  constructor(
    private readonly connection: Connection,
    private readonly build: (request: Request, parts: readonly DetailPart[]) => Detail,
    private readonly show: (state: DetailState<Detail>) => void,
  ) {}

  /** Asks for what `request` says unless that was asked for last; undefined asks for nothing. */
  follow(request: Request | undefined): void {
    const wanted = request ? JSON.stringify(request) : "";
    if (wanted === this.#wanted) return;
    this.#wanted = wanted;
    this.#end();
    if (!request) {
      this.#set({ phase: this.#state.shown ? "done" : "idle", problem: undefined });
      return;
    }
    this.#set({ phase: "loading", problem: undefined });
    this.#timer = setTimeout(() => void this.#ask(request), settleTime);
  }

  /** Drops everything: the trace is another one now. */
  forget(): void {
    this.#end();
    this.#wanted = "";
    this.#set(noDetail);
  }

  async #ask(request: Request): Promise<void> {
    const parts: DetailPart[] = [];
    const { id, reply } = this.connection.request("detail", { detail: request }, (part) => {
      parts.push(part);
    });
    this.#pending = id;
    try {
      await reply;
      if (this.#pending !== id) return;
      this.#set({ phase: "done", shown: this.build(request, parts) });
    } catch (error) {
      if (this.#pending !== id) return;
      const isOver = error instanceof RequestFailure && error.cancelled;
      const problem = error instanceof Error ? error.message : String(error);
      this.#set(isOver ? { phase: "idle" } : { phase: "failed", shown: undefined, problem });
    }
    this.#pending = undefined;
  }

  #end(): void {
    clearTimeout(this.#timer);
    if (this.#pending === undefined) return;
    // Its own answer tells nobody any more; neither does the answer to this.
    this.connection.request("cancel", { target: this.#pending }).reply.catch(() => undefined);
    this.#pending = undefined;
  }

  #set(change: Partial<DetailState<Detail>>): void {
    this.#state = { ...this.#state, ...change };
    this.show(this.#state);
  }
}
