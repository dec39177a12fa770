import { Chart } from "chart.js";
import { makeLegend } from "../../parts/charts/legend";
import { readTheme } from "../../parts/charts/theme";
import { element } from "../../parts/dom/element";
import type { ClusterBarsContent } from "./cluster-bars-content";
import { clusterBarsPicture } from "./cluster-bars-picture";

/** Upright bars, one per cluster; a click picks one. */
export class ClusterBars {
  readonly #canvas = element("canvas", { role: "img" });
  readonly #legend = element("div");
  readonly element = element(
    "div",
    { class: "chart" },
    this.#legend,
    element("div", { class: "chart-holder cluster-bars" }, this.#canvas),
  );
  #chart: Chart<"bar", number[], number> | undefined;
  #shown: ClusterBarsContent | undefined;

  constructor(
    id: string,
    private readonly onPick: (cluster: number) => void,
  ) {
    this.#canvas.id = id;
  }

  get shown(): ClusterBarsContent | undefined {
    return this.#shown;
  }

  show(content: ClusterBarsContent): void {
    this.#shown = content;
    this.#canvas.setAttribute("aria-label", content.label);
    const { legend, configuration } = clusterBarsPicture(content, readTheme(), this.onPick);
    this.#legend.replaceChildren(...(legend.length > 0 ? [makeLegend(legend)] : []));
    this.#chart?.destroy();
    this.#chart = new Chart(this.#canvas, configuration);
  }
}
