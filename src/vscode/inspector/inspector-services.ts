import type * as vscode from "vscode";
import type { KeyFocus } from "./page/key-focus";
import type { ViewStateMemory } from "./page/view-state";
import type { TracePool } from "./trace/trace-pool";

/** What sessions share. */
export interface InspectorServices {
  readonly pool: TracePool;
  readonly memory: ViewStateMemory;
  readonly log: vscode.LogOutputChannel;
  /** Identifier of this extension, publisher and name. */
  readonly extensionId: string;
  readonly keys: KeyFocus;
}
