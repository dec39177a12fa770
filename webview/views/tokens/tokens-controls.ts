import type { TokensState } from "../../../src/shared/protocol";
import type { Choice } from "../../parts/controls/choice";
import { element } from "../../parts/dom/element";
import { labelled } from "../../parts/dom/labelled";
import { changeTokens, type PageStore } from "../../state/page-state";
import { makeCheckbox } from "../../parts/controls/toolkit";
import { makeDropdown } from "../../parts/controls/dropdown";

const colourings: readonly Choice<TokensState["colourBy"]>[] = [
  { value: "mass", label: "Attention mass" },
  { value: "cluster", label: "Cluster" },
  { value: "read", label: "Read or missed" },
];

const tokens: readonly Choice<TokensState["shown"]>[] = [
  { value: "both", label: "Read and missed" },
  { value: "read", label: "Read" },
  { value: "missed", label: "Missed" },
];

const scales: readonly Choice<TokensState["scale"]>[] = [
  { value: "log", label: "Logarithmic" },
  { value: "linear", label: "Linear" },
];

/** How tokens are coloured, and which. */
export function makeTokensControls(store: PageStore): HTMLElement {
  const colourBy = makeDropdown<TokensState["colourBy"]>("tokens-colour", (value) => {
    changeTokens(store, { colourBy: value });
  });
  const shown = makeDropdown<TokensState["shown"]>("tokens-shown", (value) => {
    changeTokens(store, { shown: value });
  });
  store.watch(
    ({ view }) => view.tokens,
    (state) => {
      colourBy.show(colourings, state.colourBy);
      shown.show(tokens, state.shown);
    },
  );
  return element(
    "div",
    { class: "toolbar", role: "group", "aria-label": "Tokens" },
    labelled("Show", shown.element),
    labelled("by", colourBy.element),
  );
}

/**
 * What is chosen rarely: the scale of masses, which nothing else has, and the table.
 * @param showTable told whether a table takes the place of the picture
 */
export function makeTokensSettings(
  store: PageStore,
  showTable: (isTable: boolean) => void,
): HTMLElement {
  const scale = makeDropdown<TokensState["scale"]>("tokens-scale", (value) => {
    changeTokens(store, { scale: value });
  });
  const field = labelled("Scale of mass", scale.element);
  store.watch(
    ({ view }) => view.tokens,
    ({ scale: kind, colourBy }) => {
      scale.show(scales, kind);
      field.hidden = colourBy !== "mass";
    },
  );
  const table = makeCheckbox("tokens-show-table", "Show as table", showTable);
  return element("div", { class: "settings-list" }, field, table.element);
}
