import type { Choice } from "../../parts/controls/choice";
import { element } from "../../parts/dom/element";
import { labelled } from "../../parts/dom/labelled";
import { changeView, type PageStore } from "../../state/page-state";
import { makeDropdown } from "../../parts/controls/toolkit";
import { groupSize, kvHeadOf } from "../../../src/shared/heads";

/** Which layer is simulated and which of its heads is shown. */
export function makeHeadControls(store: PageStore): HTMLElement {
  const layer = makeDropdown("layer", (value) => changeView(store, { layer: Number(value) }));
  const kvHead = makeDropdown("kv-head", (value) => {
    const { trace, view } = store.state;
    const group = groupSize(trace.header);
    // The same member of the other group.
    const queryHead = Number(value) * group + (view.queryHead % group);
    changeView(store, { kvHead: Number(value), queryHead });
  });
  const queryHead = makeDropdown("query-head", (value) => {
    const head = Number(value);
    changeView(store, { queryHead: head, kvHead: kvHeadOf(store.state.trace.header, head) });
  });
  store.watch(
    ({ trace, view }) => [trace.header, view.layer, view.kvHead, view.queryHead],
    ([header, layerShown, kvHeadShown, queryHeadShown]) => {
      const layers = header.layers.map(({ id }) => choice(id));
      layer.show(layers, `${layerShown}`);
      kvHead.show(choices(0, header.kvHeads), `${kvHeadShown}`);
      const group = groupSize(header);
      queryHead.show(choices(kvHeadShown * group, group), `${queryHeadShown}`);
    },
  );
  return element(
    "div",
    { class: "head-controls", role: "group", "aria-label": "Layer and head" },
    labelled("Layer", layer.element),
    labelled("KV head", kvHead.element),
    labelled("Query head", queryHead.element),
  );
}

function choices(first: number, count: number): Choice[] {
  return Array.from({ length: count }, (_, index) => choice(first + index));
}

function choice(index: number): Choice {
  return { value: `${index}`, label: `${index}` };
}
