/** Keeping and changing what the inspector's page shows. */
import type { PageActionName } from "../page-actions";
import type { ViewName, ViewState } from "./view-state";

export interface ViewRequests {
  /** Keeps the view for the next time that this file is opened. */
  saveView: { request: { readonly viewState: ViewState }; reply: null };
  /** Whether keys are for the page: it has the focus, and none of its fields takes them. */
  takeKeys: { request: { readonly listens: boolean }; reply: null };
  /** Opens a panel beside the editor that shows a view, or what comes nearest to it. */
  showBeside: { request: { readonly view: ViewName }; reply: null };
}

export type ViewEvent =
  /** Bring a view to the front. */
  | { readonly kind: "show"; readonly view: ViewName }
  /** Do what a key does. */
  | { readonly kind: "act"; readonly action: PageActionName }
  /**
   * Show what another view shows. A page that follows another one does not report the change as one
   * of its user.
   */
  | {
      readonly kind: "setView";
      readonly change: Partial<ViewState>;
      readonly follows: boolean;
    };
