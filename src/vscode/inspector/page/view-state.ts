import * as v from "valibot";
import type * as vscode from "vscode";
import type { TraceHeader } from "../../../core/trace/trace";
import { fitViewState } from "../../../shared/fit-view";
import type { ViewState } from "../../../shared/protocol";
import { setting } from "../../base/settings";
import { freshView } from "./fresh-view";
import type { ViewPlace } from "./page-view";
import { readableParts, viewStateSchema } from "./view-state-schema";

/** View states of this workspace's traces, kept by the editor across restarts. */
export class ViewStateMemory {
  constructor(private readonly memento: vscode.Memento) {}

  /** The state to show `header` with: what was kept for the file, where it still fits, or the default. */
  restore(uri: vscode.Uri, header: TraceHeader): ViewState {
    const fallback = freshView(header, setting("budget", uri));
    const readable = readableParts(this.memento.get(keyOf(uri)));
    const kept = v.safeParse(viewStateSchema, { ...fallback, runStyles: [], ...readable });
    return kept.success ? fitViewState(kept.output, fallback, header) : fallback;
  }

  /** Whether no view was kept for the file. */
  isNew(uri: vscode.Uri): boolean {
    return this.memento.get(keyOf(uri)) === undefined;
  }

  async keep(uri: vscode.Uri, state: ViewState): Promise<void> {
    await this.memento.update(keyOf(uri), state);
  }
}

/** Where an editor keeps the view of its trace. */
export function keptView(memory: ViewStateMemory, uri: vscode.Uri): ViewPlace {
  return {
    restore: (header) => memory.restore(uri, header),
    isNew: () => memory.isNew(uri),
    keep: (view) => memory.keep(uri, view),
  };
}

function keyOf(uri: vscode.Uri): string {
  return `view:${uri.toString()}`;
}
