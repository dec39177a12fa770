import type { BankPlace, BankTokens } from "../../../src/shared/protocol";
import { pickedOf } from "../../../src/shared/picked";
import { element, setText } from "../../parts/dom/element";
import { pick, type PageState, type PageStore } from "../../state/page-state";
import { makeTable } from "../../parts/tables/table";
import { makeIconButton } from "../../parts/controls/toolkit";
import type { StackShape } from "../../state/bank-address";
import { clusterList, rangeList, summaryOf, tokenTable } from "./bank-figures";

/** What the shown run reads in the picked bank at the shown step: tokens, clusters and rows. */
export class BankDetails {
  readonly #title = element("h3");
  readonly #address = element("p", { class: "note" });
  readonly #status = element("p", { role: "status", "data-test": "bank-status" });
  readonly #facts = element("dl", { class: "bank-facts" });
  readonly #others = element("p", { class: "note" });
  readonly #tokens = element("div", { class: "bank-tokens" });
  /** Of the run that is shown. */
  #stack: StackShape | undefined;
  readonly element: HTMLElement;

  constructor(private readonly store: PageStore) {
    const close = makeIconButton("bank-close", "remove", "Close the bank's details", () => {
      pick(store, null);
    });
    this.element = element(
      "section",
      { class: "bank-details", "data-test": "bank-details", "aria-label": "Bank" },
      element("div", { class: "bank-heading" }, this.#title, close.element),
      this.#address,
      this.#status,
      this.#facts,
      this.#tokens,
      this.#others,
    );
    store.watch(
      ({ bankTokens }) => bankTokens,
      () => this.#showTokens(),
    );
  }

  show({ view }: PageState, stack: StackShape): void {
    this.#stack = stack;
    const bank = pickedOf(view, "bank");
    this.element.hidden = bank === undefined;
    if (!bank) return;
    this.#showPlace(bank, stack);
    this.#showTokens();
  }

  #showPlace(place: BankPlace, stack: StackShape): void {
    const { channel, bank } = place;
    setText(this.#title, `Channel ${channel}, bank ${bank}`);
    setText(this.#address, stack.has(place) ? stack.describe(bank) : "");
  }

  #showTokens(): void {
    const { bankTokens: state } = this.store.state;
    // While another step loads, what was there stays: the place must not jump.
    if (state.kind === "running") {
      this.element.setAttribute("aria-busy", "true");
      return;
    }
    this.element.removeAttribute("aria-busy");
    const heads = state.kind === "complete" ? state.heads : [];
    const { queryHead } = this.store.state.view;
    const shown = heads.find((head) => head.queryHead === queryHead) ?? heads.at(0);
    if (shown) this.#showHead(shown, heads);
    else {
      for (const part of [this.#facts, this.#tokens]) part.replaceChildren();
      setText(this.#others, "");
      setText(this.#status, state.kind === "failed" ? state.reason : this.#whyEmpty());
    }
  }

  #whyEmpty(): string {
    const bank = pickedOf(this.store.state.view, "bank");
    if (!bank || !this.#stack || this.#stack.has(bank)) return "Holds no KV head of the layer.";
    const { channels, banksPerChannel } = this.#stack;
    return `The device of this run has no such bank: it has ${channels} channels of ${banksPerChannel} banks.`;
  }

  #showHead(shown: BankTokens, heads: readonly BankTokens[]): void {
    setText(this.#status, summaryOf(shown));
    const clusters = { none: "", policy: "Clusters", starc: "Clusters (STARC's)" };
    const facts = [
      [clusters[shown.clusterSource], clusterList(shown)],
      ["Key rows", rangeList(shown.keyRows)],
      ["Value rows", rangeList(shown.valueRows)],
    ].filter(([name]) => name !== "");
    this.#facts.replaceChildren(
      ...facts.flatMap(([name, value]) => [element("dt", {}, name), element("dd", {}, value)]),
    );
    this.#tokens.replaceChildren(
      ...(shown.count > 0 ? [makeTable("bank-token-table", tokenTable(shown))] : []),
    );
    const others = heads.filter((head) => head !== shown);
    const counts = others.map(({ queryHead, count }) => `${queryHead}: ${count}`).join(", ");
    setText(this.#others, others.length > 0 ? `Tokens of other query heads here: ${counts}` : "");
  }
}
