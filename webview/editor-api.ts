import type { HostMessage, PageMessage, ViewState } from "../src/shared/protocol";

/** What the editor gives a page; a page may take it once. */
export interface EditorApi {
  postMessage(message: PageMessage): void;
  /** The view that this page last kept, through hiding and reloading the tab. */
  getState(): Partial<ViewState> | undefined;
  setState(state: ViewState): void;
}

declare global {
  function acquireVsCodeApi(): EditorApi;
  interface WindowEventMap {
    message: MessageEvent<HostMessage>;
  }
}
