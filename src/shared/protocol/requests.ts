/**
 * What the protocols of all pages are made of. A protocol is a table of requests: the page sends
 * them, and the host answers each with exactly one reply or failure that carries the request's id.
 * Answers that may be large come in `part` messages with that id before the reply; no message is
 * larger than `mostMessageBytes`. `cancel` ends a request early, with a failure whose `cancelled` is
 * true. Messages of other kinds are events.
 */

/** A protocol's requests by kind: what each sends, and what it is answered by. */
export type RequestTable<Table> = {
  readonly [Kind in keyof Table]: {
    readonly request: object;
    readonly reply: unknown;
    readonly part?: unknown;
  };
};

/** Page to host: a request as it is posted. */
export type RequestMessage<
  Table extends RequestTable<Table>,
  Some extends keyof Table = keyof Table,
> = {
  [Kind in Some]: { readonly kind: Kind; readonly id: number } & Table[Kind]["request"];
}[Some];

/** What a request is answered with before its reply; never where it has no parts. */
export type PartIn<Entry> = Entry extends { readonly part: infer Part } ? Part : never;

/** Host to page: the answer to a request. */
export type Answer =
  | { readonly kind: "reply"; readonly id: number; readonly value: unknown }
  | {
      readonly kind: "failure";
      readonly id: number;
      readonly message: string;
      readonly cancelled: boolean;
    };

/** Host to page: a piece of the answer to a request, in order, before its reply. */
export interface AnswerPart<Part = unknown> {
  readonly kind: "part";
  readonly id: number;
  readonly part: Part;
}

/** Host to page: the share of a request's work that is done, 0 .. 1. */
export interface ProgressEvent {
  readonly kind: "progress";
  readonly id: number;
  readonly done: number;
}

/** Requests of every page. @typeParam Opened what a page needs at start */
export interface PageRequests<Opened> {
  /** First message of a page, with the version of the protocol that it speaks. */
  open: { request: { readonly version: number }; reply: Opened };
  /** Ends another request early. */
  cancel: { request: { readonly target: number }; reply: null };
}
