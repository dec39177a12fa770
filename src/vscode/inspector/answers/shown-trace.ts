import type * as vscode from "vscode";
import type { TraceHeader } from "../../../core/trace/trace";
import type { ViewState } from "../../../shared/protocol";
import type { ShownResults } from "../results/shown-results";

/** What a page shows, for whoever saves or copies it. */
export interface ShownTrace {
  readonly uri: vscode.Uri;
  /** Name of the trace's file. */
  readonly name: string;
  /** @throws whatever keeps the trace from being read */
  readonly header: TraceHeader;
  /** As far as the page has told; undefined before it has opened. */
  readonly view: ViewState | undefined;
  readonly results: ShownResults | undefined;
}
