import { element } from "../../parts/dom/element";
import { pick, type PageStore } from "../../state/page-state";
import { makeButton } from "../../parts/controls/button";
import { makeIconButton } from "../../parts/controls/icon-button";
import { makeNumberField } from "../../parts/controls/number-field";

/** Sets a cluster apart by its number, the next, the one before, or none. */
export interface ClusterPicker {
  readonly element: HTMLElement;
  /** @param clusters that there are now */
  show(cluster: number | undefined, clusters: number): void;
}

/** @param id of the picker in the page */
export function makeClusterPicker(id: string, store: PageStore): ClusterPicker {
  let shown: number | undefined;
  let count = 0;
  const go = (cluster: number) => {
    if (count > 0)
      pick(store, { kind: "cluster", cluster: Math.max(0, Math.min(cluster, count - 1)) });
  };
  const number = makeNumberField(`${id}-number`, "Cluster", go);
  const previous = makeIconButton(`${id}-previous`, "previous", "Previous cluster", () => {
    go((shown ?? count) - 1);
  });
  const next = makeIconButton(`${id}-next`, "next", "Next cluster", () => go((shown ?? -1) + 1));
  const all = makeButton(`${id}-all`, "Show all", "secondary", () => {
    pick(store, null);
  });
  return {
    element: element(
      "div",
      { class: "cluster-picker", role: "group", "aria-label": "Cluster set apart" },
      number.element,
      previous.element,
      next.element,
      all.element,
    ),
    show(cluster, clusters) {
      shown = cluster;
      count = clusters;
      number.show(cluster ?? NaN, { minimum: 0, maximum: clusters - 1, integer: true });
      previous.enable(clusters > 0 && cluster !== 0);
      next.enable(clusters > 0 && (cluster ?? -1) + 1 < clusters);
      all.enable(cluster !== undefined);
    },
  };
}
