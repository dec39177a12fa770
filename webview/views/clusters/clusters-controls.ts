import type { ClustersState } from "../../../src/shared/protocol";
import type { Choice } from "../../parts/controls/choice";
import { makeRunChoice } from "../pickers/run-choice";
import { element } from "../../parts/dom/element";
import { labelled } from "../../parts/dom/labelled";
import { changeClusters, type PageStore } from "../../state/page-state";
import { makeDropdown } from "../../parts/controls/toolkit";

const orders: readonly Choice<ClustersState["order"]>[] = [
  { value: "creation", label: "As they were made" },
  { value: "size", label: "Largest first" },
  { value: "spread", label: "Widest first" },
  { value: "lines", label: "Worst aligned first" },
];

/** Which run's clusters are shown, and in which order. */
export function makeClustersControls(
  store: PageStore,
  ...more: readonly HTMLElement[]
): HTMLElement {
  const order = makeDropdown<ClustersState["order"]>("clusters-order", (value) => {
    changeClusters(store, { order: value });
  });
  store.watch(
    ({ view }) => view.clusters,
    (state) => order.show(orders, state.order),
  );
  return element(
    "div",
    { class: "toolbar", role: "group", "aria-label": "Clusters" },
    labelled("Run", makeRunChoice("clusters-run", store)),
    labelled("Order", order.element),
    ...more,
  );
}
