import { Chart } from "chart.js";
import { element } from "../dom/element";
import { makeLegend } from "./legend";
import { barsHeight, barsPicture } from "./bars-picture";
import type { StackedBarsContent } from "./stacked-bars-content";
import { readTheme } from "./theme";

/** Horizontal stacked bars. */
export class StackedBars {
  readonly #canvas = element("canvas", { role: "img" });
  readonly #holder = element("div", { class: "chart-holder" }, this.#canvas);
  readonly #legend = element("div");
  readonly element = element("div", { class: "chart" }, this.#legend, this.#holder);
  #chart: Chart<"bar", number[], string> | undefined;
  #shown: StackedBarsContent | undefined;
  #drawn = "";

  constructor(id: string) {
    this.#canvas.id = id;
    this.#canvas.dataset.test = id;
  }

  /** What is on screen. */
  get shown(): StackedBarsContent | undefined {
    return this.#shown;
  }

  show(content: StackedBarsContent): void {
    this.#shown = content;
    const theme = readTheme();
    // Steps that change nothing here pass by dozens a second.
    const drawn = JSON.stringify([content, theme]);
    if (drawn === this.#drawn) return;
    this.#drawn = drawn;
    this.#canvas.setAttribute("aria-label", content.label);
    this.#holder.style.height = `${barsHeight(content)}px`;
    const { legend, configuration } = barsPicture(content, theme);
    this.#legend.replaceChildren(makeLegend(legend));
    this.#chart?.destroy();
    this.#chart = new Chart(this.#canvas, configuration);
  }
}
