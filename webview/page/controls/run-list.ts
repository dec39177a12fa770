import type { RunConfiguration } from "../../../src/shared/protocol";
import { element } from "../../parts/dom/element";
import { nameRuns } from "../../parts/format/run-names";
import { changeView, type PageState, type PageStore } from "../../state/page-state";
import { makeButton } from "../../parts/controls/toolkit";
import { newRun } from "./new-run";
import { RunCard, type RunCardActions } from "./run-card";

/** The runs that are simulated side by side, to add to, change and remove. */
export class RunList {
  readonly #cards: RunCard[] = [];
  readonly #list = element("ul", { class: "run-list" });
  readonly element: HTMLElement;
  readonly #actions: RunCardActions = {
    change: (place, change) => this.#change(place, change),
    remove: (place) => this.#remove(place),
  };

  constructor(private readonly store: PageStore) {
    const add = makeButton("add-run", "Add run", "secondary", () => this.#add());
    const title = element("h2", { id: "runs-title" }, "Runs");
    this.element = element(
      "section",
      { class: "runs", "aria-labelledby": title.id },
      title,
      this.#list,
      add.element,
    );
    store.watch(
      ({ trace, view }) => [trace, view.runs, view.shownRun, view.layer],
      () => this.#show(store.state),
    );
  }

  #show({ trace, view }: PageState): void {
    const { runs, shownRun } = view;
    while (this.#cards.length < runs.length) {
      this.#cards.push(new RunCard(this.#cards.length, this.#actions));
    }
    this.#cards.length = runs.length;
    const layer = trace.header.layers.find(({ id }) => id === view.layer);
    const names = nameRuns(runs, trace.catalog);
    this.#cards.forEach((card, place) => {
      const canRemove = runs.length > 1;
      const isShown = place === shownRun;
      const shown = { run: runs[place], name: names[place], isShown, canRemove };
      card.show(shown, trace.catalog, layer);
    });
    const elements = this.#cards.map((card) => card.element);
    if (elements.length !== this.#list.children.length) this.#list.replaceChildren(...elements);
  }

  #add(): void {
    const { trace, view } = this.store.state;
    const layer = trace.header.layers.find(({ id }) => id === view.layer);
    const added = newRun(view.runs, view.runs[view.shownRun], trace.catalog, layer);
    changeView(this.store, { runs: [...view.runs, added] });
    this.#show(this.store.state);
    this.#cards.at(-1)?.open();
    this.#cards.at(-1)?.focus();
  }

  #change(place: number, change: Partial<RunConfiguration>): void {
    const runs = this.store.state.view.runs;
    const changed = runs.map((run, index) => (index === place ? { ...run, ...change } : run));
    changeView(this.store, { runs: changed });
  }

  #remove(place: number): void {
    const { runs, shownRun } = this.store.state.view;
    const left = runs.filter((_, index) => index !== place);
    const shown = shownRun > place ? shownRun - 1 : Math.min(shownRun, left.length - 1);
    const open = this.#cards.map((card) => card.isOpen).filter((_, index) => index !== place);
    changeView(this.store, { runs: left, shownRun: shown });
    // Cards know their place: all are made anew, and the open ones opened again.
    this.#cards.length = 0;
    this.#list.replaceChildren();
    this.#show(this.store.state);
    this.#cards.filter((_, index) => open[index]).forEach((card) => card.open());
    this.#cards.at(Math.min(place, left.length - 1))?.focus();
  }
}
