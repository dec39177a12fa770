import { groupSize, kvHeadOf } from "../../../src/shared/heads";
import { ChoiceList } from "../../parts/controls/choice-list";
import { makePlainButton } from "../../parts/controls/plain-button";
import { makePopover } from "../../parts/controls/popover";
import { element } from "../../parts/dom/element";
import { changeView, type PageStore } from "../../state/page-state";
import { LayerOverview } from "../overview/layer-overview";

/** A button that says what is shown of the trace, and a popover in which it is chosen. */
export interface PlaceControl {
  readonly button: HTMLButtonElement;
  /** Belongs beside the button. */
  readonly popover: HTMLElement;
}

/** Which layer is simulated. */
export function makeLayerControl(store: PageStore): PlaceControl {
  const overview = new LayerOverview(store, () => popover.hidePopover());
  const { button, popover } = makeControl("layer", "Layer", {
    below: overview.element,
    choose: (value) => changeView(store, { layer: Number(value) }),
    onOpen: (list) => {
      const { trace, view } = store.state;
      list.show(
        trace.header.layers.map(({ id }) => ({ value: `${id}`, label: `Layer ${id}` })),
        `${view.layer}`,
      );
      overview.show();
    },
  });
  const value = button.querySelector("b");
  store.watch(
    ({ view }) => view.layer,
    (layer) => value?.replaceChildren(`${layer}`),
  );
  return { button, popover };
}

/** Which query head is shown, with the KV head that it reads. */
export function makeHeadControl(store: PageStore): PlaceControl {
  const { button, popover } = makeControl("head", "Head", {
    choose: (chosen) => {
      const queryHead = Number(chosen);
      changeView(store, { queryHead, kvHead: kvHeadOf(store.state.trace.header, queryHead) });
    },
    onOpen: (list) => {
      const { trace, view } = store.state;
      const heads = Array.from({ length: trace.header.queryHeads }, (_, head) => head);
      const group = groupSize(trace.header);
      list.show(
        heads.map((head) => ({
          value: `${head}`,
          label: headName(Math.floor(head / group), head),
        })),
        `${view.queryHead}`,
      );
    },
  });
  const value = button.querySelector("b");
  store.watch(
    ({ view }) => [view.kvHead, view.queryHead],
    ([kvHead, queryHead]) => value?.replaceChildren(headName(kvHead, queryHead)),
  );
  return { button, popover };
}

function headName(kvHead: number, queryHead: number): string {
  return `KV ${kvHead} · Q ${queryHead}`;
}

interface ControlActions {
  /** What else is in the popover. */
  readonly below?: HTMLElement;
  readonly choose: (value: string) => void;
  readonly onOpen: (list: ChoiceList) => void;
}

function makeControl(
  id: string,
  label: string,
  { below, choose, onOpen }: ControlActions,
): PlaceControl {
  const button = makePlainButton(
    { id, class: "place-button" },
    () => undefined,
    `${label} `,
    element("b"),
  );
  const list = new ChoiceList(`${id}-choice`, label, (value) => {
    popover.close();
    choose(value);
  });
  const content = [list.element, ...(below ? [below] : [])];
  const popover = makePopover(`${id}-popover`, label, button.element, content, () => {
    onOpen(list);
  });
  return { button: button.element, popover: popover.element };
}
