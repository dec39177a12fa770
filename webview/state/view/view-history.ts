import type { TraceHeader, ViewState } from "../../../src/shared/protocol";
import { sameValue } from "../../../src/shared/same-value";
import type { PageStore } from "../page-state";

/** Earlier views that are kept. */
const mostViews = 100;

/** What changes in many small steps: those that follow one another count as one change. */
const flowing: ReadonlySet<string> = new Set<keyof ViewState>([
  "step",
  "stepRange",
  "picked",
  "heatMap",
  "timeline",
]);

/** A change of the view: what was shown, and what is shown since. */
export interface ViewChange {
  readonly before: ViewState;
  readonly after: ViewState;
}

/** What the page showed before, to go back to and forth again. What is shown of another file stays. */
export class ViewHistory {
  readonly #past: ViewState[] = [];
  #future: ViewState[] = [];
  #now: ViewState;
  #header: TraceHeader;
  /** What changed last, where it changes in small steps; empty where the next change is another. */
  #flow = "";

  /**
   * @param fit makes an earlier view one of the trace as it is now
   * @param onChange is told of every change that can be undone
   */
  constructor(
    private readonly store: PageStore,
    private readonly fit: (view: ViewState) => ViewState,
    private readonly onChange: (change: ViewChange) => void = () => undefined,
  ) {
    this.#now = store.state.view;
    this.#header = store.state.trace.header;
    store.watch(
      ({ view, trace }) => [view, trace.header],
      () => this.#follow(),
    );
  }

  /** Shows what was shown before the last change. False where there is nothing before. */
  undo(): boolean {
    this.store.flush();
    const before = this.#past.pop();
    if (!before) return false;
    this.#future.push(this.#now);
    this.#show(before);
    return true;
  }

  /** Shows what was shown before the last `undo`. False where something else was shown since. */
  redo(): boolean {
    this.store.flush();
    const after = this.#future.pop();
    if (!after) return false;
    this.#past.push(this.#now);
    this.#show(after);
    return true;
  }

  #follow(): void {
    const { view, trace } = this.store.state;
    const isOther = trace.header !== this.#header;
    this.#header = trace.header;
    const before = this.#now;
    const changed = isOther ? [] : changedNames(before, view);
    this.#now = view;
    if (changed.length === 0) return;
    const flow = changed.every((name) => flowing.has(name)) ? changed.join() : "";
    const isSameFlow = flow !== "" && flow === this.#flow;
    this.#flow = flow;
    this.#future = [];
    if (isSameFlow) return;
    this.#past.push(before);
    if (this.#past.length > mostViews) this.#past.shift();
    this.onChange({ before, after: view });
  }

  #show(view: ViewState): void {
    const fitted = this.fit(view);
    // The same object where nothing had to be fitted, so that what is known of its runs is found.
    this.#now = sameValue(fitted, view) ? view : fitted;
    this.#flow = "";
    this.store.update({ view: this.#now });
  }
}

function changedNames(one: ViewState, other: ViewState): string[] {
  const names = Object.keys(other) as (keyof ViewState)[];
  return names.filter((name) => !sameValue(one[name], other[name]));
}
