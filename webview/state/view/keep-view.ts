import type { ViewState } from "../../../src/shared/protocol";
import { sameValue } from "../../../src/shared/same-value";
import type { Connection } from "../connection";
import { changeView, type PageStore } from "../page-state";

/** Milliseconds without a further change before the host is told. */
const settleTime = 400;

/** Keeps the view in the page for hiding and reloading, and at the host for the next opening. */
export class ViewKeeper {
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** What the host knows of or asked for. */
  #kept: ViewState | undefined;

  constructor(
    private readonly store: PageStore,
    api: { setState(state: ViewState): void },
    private readonly connection: Connection,
  ) {
    // A panel starts as its editor is; an editor's page may have restored what the host forgot.
    if (store.state.trace.panel) this.accept();
    store.watch(
      ({ view }) => view,
      (view) => {
        api.setState(view);
        if (view === this.#kept) return;
        if (this.#kept && isOtherRun(view, this.#kept)) this.#keep();
        else this.#keepSoon();
      },
    );
  }

  /** The host knows what is shown now. */
  accept(): void {
    this.#kept = this.store.state.view;
  }

  /** Shows what another page shows, without telling the host of it. */
  follow(change: Partial<ViewState>): void {
    const isPending = this.store.state.view !== this.#kept;
    if (apply(this.store, change) && !isPending) this.accept();
  }

  #keepSoon(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#keep(), settleTime);
  }

  #keep(): void {
    clearTimeout(this.#timer);
    const viewState = this.store.state.view;
    this.#kept = viewState;
    // A view that cannot be kept is no reason to disturb its user.
    this.connection.request("saveView", { viewState }).reply.catch(() => undefined);
  }
}

/** Whether another run is worked on, or in another layer: the editor shows its figures, too. */
function isOtherRun(view: ViewState, kept: ViewState): boolean {
  return view.runs !== kept.runs || view.shownRun !== kept.shownRun || view.layer !== kept.layer;
}

/** Changes the view where that makes a difference; a new object alone would bring a simulation. */
export function apply(store: PageStore, change: Partial<ViewState>): boolean {
  const { view } = store.state;
  const names = Object.keys(change) as (keyof ViewState)[];
  const changed = names.filter((name) => !sameValue(change[name], view[name]));
  if (changed.length === 0) return false;
  changeView(store, Object.fromEntries(changed.map((name) => [name, change[name]])));
  return true;
}
