import { Chart } from "chart.js";
import { element } from "../dom/element";
import { makeLegend } from "./legend";
import { linesPicture, type Place } from "./lines-picture";
import type { StepLinesContent } from "./step-lines-content";
import { readTheme } from "./theme";

/** Lines over steps; a click picks a step. */
export class StepLines {
  readonly #canvas = element("canvas", { role: "img" });
  readonly #holder = element("div", { class: "chart-holder lines" }, this.#canvas);
  readonly #legend = element("div");
  readonly element = element("div", { class: "chart" }, this.#legend, this.#holder);
  #chart: Chart<"line", Place[]> | undefined;
  #shown: StepLinesContent | undefined;

  constructor(
    id: string,
    private readonly onPick: (step: number) => void,
  ) {
    this.#canvas.id = id;
    this.#canvas.dataset.test = id;
  }

  /** What is on screen. */
  get shown(): StepLinesContent | undefined {
    return this.#shown;
  }

  show(content: StepLinesContent): void {
    this.#shown = content;
    const theme = readTheme();
    this.#canvas.setAttribute("aria-label", content.label);
    const { legend, configuration } = linesPicture(content, theme, this.onPick);
    this.#legend.replaceChildren(makeLegend(legend));
    this.#chart?.destroy();
    this.#chart = new Chart(this.#canvas, configuration);
  }
}
