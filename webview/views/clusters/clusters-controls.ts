import type { ClustersState } from "../../../src/shared/protocol";
import type { Choice } from "../../parts/controls/choice";
import { makeDropdown } from "../../parts/controls/dropdown";
import { element } from "../../parts/dom/element";
import { labelled } from "../../parts/dom/labelled";
import { changeClusters, type PageStore } from "../../state/page-state";

const pictures: readonly Choice<ClustersState["picture"]>[] = [
  { value: "lines", label: "Sizes and lines" },
  { value: "keys", label: "Keys and centroids" },
];

const orders: readonly Choice<ClustersState["order"]>[] = [
  { value: "lines", label: "Worst aligned" },
  { value: "spread", label: "Widest" },
  { value: "size", label: "Largest" },
  { value: "creation", label: "As made" },
];

/** What the picture shows, and which clusters stand first in the table. */
export function makeClustersControls(store: PageStore): HTMLElement {
  const picture = makeDropdown<ClustersState["picture"]>("clusters-picture", (value) => {
    changeClusters(store, { picture: value });
  });
  const order = makeDropdown<ClustersState["order"]>("clusters-order", (value) => {
    changeClusters(store, { order: value });
  });
  store.watch(
    ({ view }) => view.clusters,
    (state) => {
      picture.show(pictures, state.picture);
      order.show(orders, state.order);
    },
  );
  return element(
    "div",
    { class: "toolbar", role: "group", "aria-label": "Clusters" },
    labelled("Show", picture.element),
    labelled("First", order.element),
  );
}
