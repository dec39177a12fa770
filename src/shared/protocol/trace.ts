/** A trace as the page is told it: when it opens, when its file changes, and what its tokens are called. */
import type { TraceHeader, TraceLayer } from "../../core/trace/trace";
import type { Catalog } from "./catalog";
import type { ViewName, ViewState } from "./view-state";

export type { TraceHeader, TraceLayer };

/** A trace as the page needs it at start. */
export interface OpenedTrace {
  readonly name: string;
  readonly fileSize: number;
  readonly header: TraceHeader;
  readonly catalog: Catalog;
  /** The view to restore, or the default view of this trace. */
  readonly viewState: ViewState;
  /** True where nobody has looked at it yet: `viewState` is the default one. */
  readonly isNew?: boolean;
  /** Where the page stands beside the editor: the one view that it shows, without controls. */
  readonly panel?: ViewName;
}

/** A trace that is compared with the open one. */
export type ComparedTrace = Pick<OpenedTrace, "name" | "fileSize" | "header">;

/** What consecutive tokens are called; a list is empty where the trace does not say. */
export interface TokenNames {
  /** Ids in the model's vocabulary. */
  readonly ids: readonly number[];
  /** Text, cut after 80 characters. */
  readonly texts: readonly string[];
}

export const mostTokenNames = 4096;

export interface TraceRequests {
  /** Words and ids of tokens `from` .. `to - 1`, at most `mostTokenNames` at once. */
  tokens: { request: { readonly from: number; readonly to: number }; reply: TokenNames };
  /** Lets go of the second trace. */
  closeSecond: { request: object; reply: null };
}

export type TraceEvent =
  /** The file is being written; `reloaded` or `broken` follows. */
  | { readonly kind: "reloading" }
  /** The file was rewritten and opened again; the page keeps its view and simulates anew. */
  | { readonly kind: "reloaded"; readonly trace: OpenedTrace }
  /** A second trace is to be compared with, or it was rewritten. */
  | { readonly kind: "second"; readonly trace: ComparedTrace }
  /** The file cannot be read any more; shown results stay. */
  | { readonly kind: "broken"; readonly message: string };
