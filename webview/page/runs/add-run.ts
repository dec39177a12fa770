import type { RunConfiguration } from "../../../src/shared/protocol";
import { makePlainButton } from "../../parts/controls/plain-button";
import { makePopover } from "../../parts/controls/popover";
import { element } from "../../parts/dom/element";
import { icon } from "../../parts/dom/icon";
import type { PageStore } from "../../state/page-state";
import { runTemplates } from "./templates";

/** A button behind which runs are added, by template. */
export class AddRun {
  readonly #button = makePlainButton(
    { id: "add-run", class: "quiet-button" },
    () => undefined,
    icon("add"),
    "Add run",
  );
  readonly #list = element("div", { class: "choice-list" });
  readonly #popover;
  readonly element: HTMLElement;

  /** @param add told the runs of the chosen template */
  constructor(
    private readonly store: PageStore,
    private readonly add: (runs: readonly RunConfiguration[]) => void,
  ) {
    const made = () => this.#showTemplates();
    this.#popover = makePopover(
      "add-run-list",
      "Add run",
      this.#button.element,
      [this.#list],
      made,
    );
    this.element = element(
      "span",
      { class: "popover-holder" },
      this.#button.element,
      this.#popover.element,
    );
  }

  #showTemplates(): void {
    const { trace, view } = this.store.state;
    const layer = trace.header.layers.find(({ id }) => id === view.layer);
    const shown = view.runs[view.shownRun];
    const templates = runTemplates(view.runs, shown, trace.catalog, layer);
    this.#list.replaceChildren(
      ...templates.map(({ id, label, runs }) => {
        const text = runs.length > 1 ? `${label}: ${runs.length} runs` : label;
        const button = makePlainButton(
          { id: `add-run-${id}`, class: "choice", disabled: runs.length === 0 },
          () => {
            this.#popover.close();
            this.add(runs);
          },
          text,
        );
        return button.element;
      }),
    );
  }
}
