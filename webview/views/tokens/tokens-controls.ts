import type { TokensState } from "../../../src/shared/protocol";
import type { Choice } from "../../parts/controls/choice";
import { makeRunChoice } from "../pickers/run-choice";
import { element } from "../../parts/dom/element";
import { labelled } from "../../parts/dom/labelled";
import { changeTokens, type PageStore } from "../../state/page-state";
import { makeDropdown } from "../../parts/controls/toolkit";

const colourings: readonly Choice<TokensState["colourBy"]>[] = [
  { value: "mass", label: "Attention mass" },
  { value: "cluster", label: "Cluster" },
  { value: "read", label: "Read or not" },
];

const scales: readonly Choice<TokensState["scale"]>[] = [
  { value: "log", label: "Logarithmic" },
  { value: "linear", label: "Linear" },
];

/** What the picture of tokens shows and how it is coloured. */
export function makeTokensControls(store: PageStore, ...more: readonly HTMLElement[]): HTMLElement {
  const colourBy = makeDropdown<TokensState["colourBy"]>("tokens-colour", (value) => {
    changeTokens(store, { colourBy: value });
  });
  const scale = makeDropdown<TokensState["scale"]>("tokens-scale", (value) => {
    changeTokens(store, { scale: value });
  });
  store.watch(
    ({ view }) => view.tokens,
    (state) => {
      colourBy.show(colourings, state.colourBy);
      scale.show(scales, state.scale);
    },
  );
  return element(
    "div",
    { class: "toolbar", role: "group", "aria-label": "Tokens" },
    labelled("Run", makeRunChoice("tokens-run", store)),
    labelled("Colour", colourBy.element),
    labelled("Scale of mass", scale.element),
    ...more,
  );
}
