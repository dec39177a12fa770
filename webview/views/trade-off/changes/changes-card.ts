import { element } from "../../../parts/dom/element";
import type { ResultSet } from "../../../state/results/result-set";
import type { PageState, PreviousResults } from "../../../state/page-state";
import { makeTable } from "../../../parts/tables/table";
import { findChanges, type Change } from "./changes";
import { changesTable } from "./changes-table";
import type { ComparedRun } from "../../../state/runs/compared-runs";

/** What is new against the results that the shown ones replaced; hidden while there are none. */
export class ChangesCard {
  readonly #changes = element("ul", { class: "changes", "data-test": "trade-off-changes" });
  readonly #table = element("div");
  readonly element = element(
    "section",
    { class: "card wide", "data-test": "trade-off-previous" },
    element("h2", {}, "Against the previous run"),
    this.#changes,
    this.#table,
  );

  show(
    { trace }: PageState,
    results: ResultSet,
    previous: PreviousResults | undefined,
    runs: readonly ComparedRun[],
  ): void {
    this.element.hidden = previous === undefined;
    if (!previous) return;
    const changes = findChanges(trace, results, previous);
    const isRewritten = trace.header !== previous.trace.header;
    this.#changes.replaceChildren(
      ...(isRewritten ? [element("li", {}, "The file was written again.")] : []),
      ...changes.map(makeChange),
    );
    const table = changesTable(runs);
    this.#table.replaceChildren(makeTable("changes-table", table));
  }
}

function makeChange({ label, before, now }: Change): HTMLElement {
  return element("li", {}, `${label}: ${before} → ${now}`);
}
