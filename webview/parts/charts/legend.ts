import { element, setAttributes } from "../dom/element";
import type { LegendEntry } from "./legend-entry";

const namespace = "http://www.w3.org/2000/svg";

/** What the colours of a chart stand for, as text of the page. */
export function makeLegend(entries: readonly LegendEntry[]): HTMLElement {
  const items = entries.map((entry) => element("li", {}, makeSwatch(entry), entry.label));
  return element("ul", { class: "legend" }, ...items);
}

function makeSwatch({ colour, isMark, hatched, dashes }: LegendEntry): Element {
  if (dashes) return makeLine(colour, dashes);
  const swatch = element("span", { class: "swatch" });
  swatch.classList.toggle("swatch-mark", isMark === true);
  swatch.classList.toggle("swatch-hatched", hatched === true);
  swatch.style.backgroundColor = colour;
  return swatch;
}

function makeLine(colour: string, dashes: readonly number[]): Element {
  const [drawing, line] = ["svg", "path"].map((name) => document.createElementNS(namespace, name));
  setAttributes(drawing, { class: "swatch-line", viewBox: "0 0 20 8", "aria-hidden": "true" });
  const looks = { "stroke-width": 2, "stroke-dasharray": dashes.join(" "), fill: "none" };
  setAttributes(line, { d: "M0 4h20", stroke: colour, ...looks });
  drawing.append(line);
  return drawing;
}
