import type { Picked, ViewState } from "../../../src/shared/protocol";
import { sameValue } from "../../../src/shared/same-value";
import { GridKeys } from "../../parts/controls/grid-keys";
import { makeIconButton } from "../../parts/controls/icon-button";
import { element, setText } from "../../parts/dom/element";
import type { TokenWords } from "../../state/details/token-words";
import { changeView, pick, type PageState, type PageStore } from "../../state/page-state";
import { pointAt } from "../../state/pointed";
import { bankContent } from "./contents/bank-content";
import { clusterContent } from "./contents/cluster-content";
import { commandContent } from "./contents/command-content";
import type { DetailNeeds } from "./contents/needs";
import { tokenContent } from "./contents/token-content";
import { detailBody, detailText, type DetailActions } from "./detail-body";
import { viewOf } from "./view-of";
import type { DetailContent } from "./detail-content";

/** What is picked on the page, in figures and words; there while something is. */
export class DetailsDrawer {
  readonly #title = element("h2", { id: "details-title", class: "detail-title" });
  readonly #body = element("div", { class: "detail-body" });
  readonly element: HTMLElement;
  readonly #keys: GridKeys;
  readonly #actions: DetailActions;
  #picked: Picked | null = null;
  #shown: DetailContent | undefined;
  /** How often words had arrived when it was shown. */
  #words = 0;

  constructor(
    private readonly store: PageStore,
    private readonly words: () => TokenWords,
  ) {
    this.#actions = {
      pick: (picked) => this.#pick({ picked }),
      jump: (picked) => this.#pick({ picked, view: viewOf(picked) }),
      point: (picked) => pointAt(store, picked),
      show: (view) => changeView(store, { view }),
    };
    const copy = makeIconButton("details-copy", "copy", "Copy the details", () => {
      void this.#copy();
    });
    const close = makeIconButton("details-close", "remove", "Close", () => this.#close(), "Escape");
    const buttons = element("div", { class: "detail-buttons" }, copy.element, close.element);
    this.element = element(
      "aside",
      { id: "details", class: "details-drawer", "aria-labelledby": "details-title", hidden: true },
      element("header", { class: "detail-head" }, this.#title, buttons),
      this.#body,
    );
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !store.state.view.picked) return;
      // One key lets go of one thing.
      event.preventDefault();
      this.#close();
    });
    this.#keys = new GridKeys(this.#body, () => this.#rows());
    store.watch(
      ({ trace, view, simulation, selection, clusters, bankTokens, command, wordsRead }) => [
        trace,
        view,
        simulation.results,
        selection,
        clusters,
        bankTokens,
        command,
        wordsRead,
      ],
      () => this.#show(store.state),
    );
  }

  #pick(change: Pick<ViewState, "picked"> & Partial<ViewState>): void {
    pointAt(this.store, null);
    changeView(this.store, change);
  }

  #close(): void {
    pointAt(this.store, null);
    const hadFocus = this.element.contains(document.activeElement);
    pick(this.store, null);
    if (hadFocus) document.getElementById("picture")?.focus();
  }

  #show(state: PageState): void {
    const { picked } = state.view;
    this.element.hidden = picked === null;
    if (!picked) {
      this.#shown = undefined;
      this.#picked = null;
      return;
    }
    const needs = { state, words: this.words() };
    const content = this.#settled(contentOf(picked, needs), picked);
    this.#picked = picked;
    if (sameValue(content, this.#shown) && state.wordsRead === this.#words) return;
    this.#shown = content;
    this.#words = state.wordsRead;
    this.#fill(content, needs.words, state.trace.header.tokens);
  }

  /** While another step of the same thing is read, what was there stays: nothing is to jump. */
  #settled(content: DetailContent, picked: Picked): DetailContent {
    if (!content.isBusy || !this.#shown || !sameValue(picked, this.#picked)) return content;
    const { chips, tokens } = this.#shown;
    const rest = this.#shown.figures.slice(content.figures.length);
    const figures = [...content.figures, ...rest];
    return { ...content, isBusy: false, status: this.#shown.status, figures, chips, tokens };
  }

  #fill(content: DetailContent, words: TokenWords, tokens: number): void {
    const focused = this.#focusedKey();
    setText(this.#title, content.title);
    this.#body.replaceChildren(...detailBody(content, words, tokens, this.#actions));
    this.#body.setAttribute("aria-busy", `${content.isBusy}`);
    this.#keys.enterAt(this.#rows().flat().at(0));
    if (focused !== undefined) this.#focus(focused);
  }

  /** What can be pressed, list by list: one stop of the Tab key, however many tokens are named. */
  #rows(): HTMLElement[][] {
    const lists = [...this.#body.querySelectorAll(".detail-chips, .passage")];
    return lists
      .map((list) => [...list.querySelectorAll<HTMLElement>("button")])
      .filter((buttons) => buttons.length > 0);
  }

  /** What the button in the focus does, so that its successor is found. */
  #focusedKey(): string | undefined {
    const focused = document.activeElement;
    if (!(focused instanceof HTMLElement) || !this.#body.contains(focused)) return undefined;
    return focused.dataset.picks ?? focused.dataset.shows;
  }

  #focus(key: string): void {
    const buttons = [...this.#body.querySelectorAll("button")];
    const same = buttons.find(({ dataset }) => (dataset.picks ?? dataset.shows) === key);
    (same ?? this.element.querySelector<HTMLElement>("#details-close"))?.focus();
  }

  async #copy(): Promise<void> {
    if (!this.#shown) return;
    await navigator.clipboard.writeText(detailText(this.#shown));
    const text = `The details of ${this.#shown.title} are in the clipboard.`;
    this.store.update({ message: { kind: "information", text } });
  }
}

function contentOf(picked: Picked, needs: DetailNeeds): DetailContent {
  switch (picked.kind) {
    case "bank":
      return bankContent(picked, needs);
    case "token":
      return tokenContent(picked.token, needs);
    case "cluster":
      return clusterContent(picked.cluster, needs);
    case "command":
      return commandContent(picked, needs);
  }
}
