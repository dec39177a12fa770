import type { ViewName } from "../../../src/shared/protocol";
import { makeDropdown } from "../../parts/controls/dropdown";
import { GridKeys } from "../../parts/controls/grid-keys";
import { makeIconButton } from "../../parts/controls/icon-button";
import { makePopover } from "../../parts/controls/popover";
import { element } from "../../parts/dom/element";
import { Tabs } from "../../parts/dom/tabs";
import { changeView, type PageStore } from "../../state/page-state";
import type { PictureArea } from "../picture-area";
import type { View } from "../view";
import { viewTabs, whyNot } from "./view-tabs";

/** The row above the picture: the views, what the shown one can show, its settings and its help. */
export function makeTabRow(store: PageStore, area: PictureArea): HTMLElement {
  const tabs = new Tabs<ViewName>("Views", viewTabs, (view) => changeView(store, { view }));
  // In the place of the tabs where the page is too narrow for them.
  const choice = makeDropdown<ViewName>("view-choice", (view) => changeView(store, { view }));
  choice.element.setAttribute("aria-label", "View");
  const controls = element("div", { class: "view-controls" });
  const settings = element("div", { class: "view-settings" });
  const sentences = element("div", { class: "view-help" });
  const gear = makeIconButton("view-settings", "gear", "Settings of the picture", () => undefined);
  const help = makeIconButton("view-help", "help", "How to use the picture", () => undefined);
  const popovers = [
    makePopover("view-settings-list", "Settings of the picture", gear.element, [settings]),
    makePopover("view-help-text", "How to use the picture", help.element, [sentences]),
  ];
  const show = (view: View | undefined) => {
    for (const popover of popovers) if (popover.isOpen) popover.close();
    controls.replaceChildren(...(view?.controls ? [view.controls] : []));
    settings.replaceChildren(...(view?.settings ? [view.settings] : []));
    sentences.replaceChildren(...(view?.help ?? []).map((text) => element("p", {}, text)));
    gear.element.hidden = view?.settings === undefined;
    help.element.hidden = view?.help === undefined;
    keys.enterAt(focusable().at(0));
  };
  const tools = element(
    "div",
    { class: "view-tools", role: "toolbar", "aria-label": "What is shown, and how" },
    controls,
    gear.element,
    popovers[0].element,
    help.element,
    popovers[1].element,
  );
  const focusable = () => [
    ...controls.querySelectorAll<HTMLElement>("button, select, input"),
    gear.element,
    help.element,
  ];
  const keys = new GridKeys(tools, () => [focusable()]);
  store.watch(
    ({ trace, view }) => [trace.header, view.layer, view.view],
    ([header, layer, view]) => {
      const reasons = whyNot(header, layer);
      tabs.show(view);
      tabs.disable(reasons);
      choice.show(
        viewTabs.map(({ name, label }) => ({
          value: name,
          label,
          disabled: reasons[name] !== undefined,
        })),
        view,
      );
    },
  );
  area.onShown(show);
  show(area.view(store.state.view.view));
  return element("div", { class: "tab-row" }, tabs.element, choice.element, tools);
}
