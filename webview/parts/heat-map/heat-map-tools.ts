import { element } from "../dom/element";
import { makeButton } from "../controls/button";
import { makeIconButton } from "../controls/icon-button";
import type { IconName } from "../dom/icon";
import type { KeyAction } from "./heat-map-keys";

/**
 * What the keys of a heat map do, as buttons.
 * @param cells banks, among which the hot ones are looked for, or cells of which none is hotter
 */
export function makeHeatMapTools(
  id: string,
  map: { act(action: KeyAction): void },
  cells: "banks" | "equal" = "banks",
): HTMLElement {
  const button = (action: KeyAction, drawing: IconName, label: string) =>
    makeIconButton(`${id}-${action}`, drawing, label, () => map.act(action)).element;
  const copy = makeButton(`${id}-copy`, "Copy as CSV", "secondary", () => map.act("copy"));
  const hot = [
    element("span", { class: "field-label" }, "Hot banks"),
    button("previous-hot", "previous", "Previous hot bank (P)"),
    button("next-hot", "next", "Next hot bank (N)"),
  ];
  return element(
    "div",
    { class: "heat-map-tools", role: "group", "aria-label": "Heat map in view" },
    button("zoom-in", "add", "Zoom in (+)"),
    button("zoom-out", "subtract", "Zoom out (−)"),
    button("show-all", "all", "Show all (0)"),
    ...(cells === "banks" ? hot : []),
    copy.element,
  );
}
