import type { Connection } from "./connection";
import type { EditorApi } from "./editor-api";
import type { PageStore } from "./state";

/** Milliseconds without a further change before the host is told. */
const settleTime = 400;

/** Keeps the view in the page for hiding and reloading, and at the host for the next opening. */
export function keepView(store: PageStore, api: EditorApi, connection: Connection): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let kept = store.state.view;
  store.watch(
    ({ view }) => view,
    (view) => {
      api.setState(view);
      if (view === kept) return;
      kept = view;
      clearTimeout(timer);
      timer = setTimeout(() => {
        // A view that cannot be kept is no reason to disturb its user.
        connection.request("saveView", { viewState: view }).reply.catch(() => undefined);
      }, settleTime);
    },
  );
}
