import type { RunConfiguration } from "../../../src/shared/protocol";
import { sameValue } from "../../../src/shared/same-value";
import type { Message } from "../../parts/controls/message";
import { nameRuns } from "../../../src/shared/run-names";
import { changeView, type PageStore } from "../page-state";
import type { ViewChange } from "./view-history";

/** Milliseconds that an offer stays. */
const offered = 10_000;

/** Says which runs went with a change, and offers to bring them back while no others are shown. */
export class UndoOffer {
  #message: Message | undefined;
  readonly #names = new WeakMap<readonly RunConfiguration[], string>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly store: PageStore) {
    store.watch(
      ({ view }) => view.runs,
      () => this.#end(),
    );
  }

  /** Says by name where runs are from that are about to be shown in place of those of the user. */
  name(runs: readonly RunConfiguration[], name: string): void {
    this.#names.set(runs, name);
  }

  /** Offers to undo a change if runs went with it. */
  consider({ before, after }: ViewChange): void {
    const isGone = (run: RunConfiguration) => !isAmong(after.runs, run);
    const gone = [...before.runs.keys()].filter((run) => isGone(before.runs[run]));
    const isEdit = gone.length === 1 && after.runs.length === before.runs.length;
    const name = this.#names.get(after.runs);
    if (gone.length === 0 || (isEdit && name === undefined)) return;
    const names = nameRuns(before.runs, this.store.state.trace.catalog);
    const isRemoval = after.runs.every((run) => isAmong(before.runs, run));
    const text = isRemoval
      ? `Removed ${gone.map((run) => names[run]).join(", ")}.`
      : "Other runs are shown in place of those before.";
    const { runs, runStyles, shownRun, compare } = before;
    const act = () => changeView(this.store, { runs, runStyles, shownRun, compare });
    if (name === undefined) this.#offer(text, { label: "Undo", act });
    else this.#offer(`Shows the runs of ${name}.`, { label: "Bring back yours", act });
  }

  #offer(text: string, action: NonNullable<Message["action"]>): void {
    this.#end();
    this.#message = { kind: "information", text, action };
    this.store.update({ message: this.#message });
    this.#timer = setTimeout(() => this.#end(), offered);
  }

  #end(): void {
    clearTimeout(this.#timer);
    const { message } = this.store.state;
    if (message && message === this.#message) this.store.update({ message: undefined });
    this.#message = undefined;
  }
}

function isAmong(runs: readonly RunConfiguration[], run: RunConfiguration): boolean {
  return runs.some((other) => sameValue(other, run));
}
