import type { ViewName } from "../../../src/shared/protocol";
import { element } from "../../parts/dom/element";
import { Tabs } from "../../parts/dom/tabs";
import { changeView, type PageStore } from "../../state/page-state";
import type { PictureArea } from "../picture-area";
import type { View } from "../view";
import { viewTabs } from "./view-tabs";

/** The row above the picture: the views, and what the shown one can show. */
export function makeTabRow(store: PageStore, area: PictureArea): HTMLElement {
  const tabs = new Tabs<ViewName>("Views", viewTabs, (view) => changeView(store, { view }));
  const controls = element("div", { class: "view-controls" });
  const showControls = (view: View | undefined) => {
    controls.replaceChildren(...(view?.controls ? [view.controls] : []));
  };
  store.watch(
    ({ view }) => view.view,
    (view) => tabs.show(view),
  );
  area.onShown(showControls);
  showControls(area.view(store.state.view.view));
  return element("div", { class: "tab-row" }, tabs.element, controls);
}
