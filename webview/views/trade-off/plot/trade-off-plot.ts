import { Chart } from "chart.js";
import { makeLegend } from "../../../parts/charts/legend";
import { readTheme } from "../../../parts/charts/theme";
import { element } from "../../../parts/dom/element";
import type { PlotContent, PlotPoint } from "./plot-content";
import { figuresOf, plotPicture, type Place } from "./plot-picture";

/** Pixels of a plot on which the title of the upright axis has room. */
const leastOfTitle = 190;

/** Two figures of runs against each other, as large as its place. */
export class TradeOffPlot {
  readonly #canvas = element("canvas", { id: "chart-trade-off", role: "img" });
  readonly legend = element("div", { class: "plot-legend" });
  readonly element = element("div", { class: "plot-holder" }, this.#canvas);
  #chart: Chart<"line", Place[]> | undefined;
  #shown: PlotContent | undefined;
  #drawn = "";

  constructor() {
    new ResizeObserver(() => {
      if (this.#shown) this.show(this.#shown);
    }).observe(this.element);
  }

  get #isLow(): boolean {
    const { clientHeight } = this.element;
    return clientHeight > 0 && clientHeight < leastOfTitle;
  }

  get shown(): PlotContent | undefined {
    return this.#shown;
  }

  show(content: PlotContent): void {
    this.#shown = content;
    const theme = readTheme();
    // Steps that change nothing here pass by dozens a second.
    const isLow = this.#isLow;
    const drawn = JSON.stringify([content, theme, isLow]);
    if (drawn === this.#drawn) return;
    this.#drawn = drawn;
    const { across, up, points, fronts } = content;
    const named = points.map((point) => `${point.name}, ${figuresOf(point, content).join(", ")}`);
    const best = fronts.map(({ label, points: members }) => `${label}: ${namesOf(members)}.`);
    const label = `${up.label} against ${across.label.toLowerCase()}. ${named.join("; ")}.`;
    this.#canvas.setAttribute("aria-label", `${label} ${best.join(" ")}`);
    const { legend, configuration } = plotPicture(content, theme, isLow);
    this.legend.replaceChildren(makeLegend(legend));
    this.#chart?.destroy();
    this.#chart = new Chart(this.#canvas, configuration);
  }
}

function namesOf(points: readonly PlotPoint[]): string {
  return points.map(({ name }) => name).join(", ") || "none";
}
