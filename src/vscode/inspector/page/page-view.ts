import * as vscode from "vscode";
import type { TraceHeader } from "../../../core/trace/trace";
import type { ViewName, ViewState } from "../../../shared/protocol";

/** Where a page's view comes from when it opens, and where it goes when its user changes it. */
export interface ViewPlace {
  /** The one view that a page beside the editor shows. */
  readonly panel?: ViewName;
  /** The view to show a trace with. */
  restore(header: TraceHeader): ViewState;
  /** Whether nothing was kept yet that `restore` could give. */
  readonly isNew?: () => boolean;
  keep(view: ViewState): void | Promise<void>;
}

/** What a page shows, as far as it has told. */
export class PageView implements vscode.Disposable {
  readonly #place: ViewPlace;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.#changed.event;
  #current: ViewState | undefined;

  constructor(place: ViewPlace) {
    this.#place = place;
  }

  get panel(): ViewName | undefined {
    return this.#place.panel;
  }

  /** Nobody has looked at the trace yet. */
  get isNew(): boolean {
    return this.#current === undefined && this.#place.isNew?.() === true;
  }

  /** Undefined before the page has opened. */
  get current(): ViewState | undefined {
    return this.#current;
  }

  /** What the page shows, or will open with. */
  expected(header: TraceHeader): ViewState {
    return this.#current ?? this.#place.restore(header);
  }

  /** What the page shows of a trace from now on. */
  restore(header: TraceHeader): ViewState {
    this.#current = this.#place.restore(header);
    return this.#current;
  }

  /** The page shows something else. */
  async keep(view: ViewState): Promise<void> {
    this.#current = view;
    this.#changed.fire();
    await this.#place.keep(view);
  }

  dispose(): void {
    this.#changed.dispose();
  }
}
