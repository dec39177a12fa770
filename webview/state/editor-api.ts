import type { CimHostMessage } from "../../src/shared/protocol/cim";
import type { HostMessage, PageMessage, ViewState } from "../../src/shared/protocol";

/** What the editor gives a page; a page may take it once. */
export interface EditorApi<Message = PageMessage, View = ViewState> {
  postMessage(message: Message): void;
  /** The view that this page last kept, through hiding and reloading the tab. */
  getState(): Partial<View> | undefined;
  setState(state: View): void;
}

declare global {
  /** The bundle serves several pages; each knows its own messages. */
  function acquireVsCodeApi<Message, View>(): EditorApi<Message, View>;
  interface WindowEventMap {
    message: MessageEvent<HostMessage | CimHostMessage>;
  }
}
