import { element } from "../dom/element";
import type { LegendEntry } from "./legend-entry";

/** What the colours of a chart stand for, as text of the page. */
export function makeLegend(entries: readonly LegendEntry[]): HTMLElement {
  const items = entries.map(({ label, colour, isMark }) => {
    const swatch = element("span", { class: isMark ? "swatch swatch-mark" : "swatch" });
    swatch.style.backgroundColor = colour;
    return element("li", {}, swatch, label);
  });
  return element("ul", { class: "legend" }, ...items);
}
