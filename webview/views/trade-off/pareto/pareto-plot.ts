import { Chart } from "chart.js";
import { makeLegend } from "../../../parts/charts/legend";
import { readTheme } from "../../../parts/charts/theme";
import { element } from "../../../parts/dom/element";
import { formatQuantity } from "../../../parts/format/quantity";
import { keyOf, type ComparedRun } from "../../../state/runs/compared-runs";
import type { Front, ParetoContent } from "./pareto-content";
import { paretoPicture, type Point } from "./pareto-picture";

type ParetoChart = Chart<"line", Point[]>;

/** Cost against quality, one point per run; the runs that no other beats are joined. */
export class ParetoPlot {
  readonly #canvas = element("canvas", { id: "chart-pareto", role: "img" });
  readonly #legend = element("div");
  readonly #points = element("ul", { class: "pareto-points", "aria-label": "Runs in the plot" });
  readonly element = element(
    "div",
    { class: "chart" },
    this.#legend,
    element("div", { class: "chart-holder pareto" }, this.#canvas),
    this.#points,
  );
  #chart: ParetoChart | undefined;
  #shown: ParetoContent | undefined;

  /** @param onPick told of a run whose point or name was pressed */
  constructor(private readonly onPick: (run: ComparedRun) => void) {}

  get shown(): ParetoContent | undefined {
    return this.#shown;
  }

  show(content: ParetoContent): void {
    this.#shown = content;
    const { cost, quality, fronts } = content;
    this.#canvas.setAttribute(
      "aria-label",
      `${quality.label} against ${cost.label.toLowerCase()}. ` +
        `${fronts.map(frontText).join(" ")} The list below holds every point.`,
    );
    const { legend, configuration } = paretoPicture(content, readTheme(), this.onPick);
    this.#legend.replaceChildren(makeLegend(legend));
    this.#showPoints(content);
    this.#chart?.destroy();
    this.#chart = new Chart(this.#canvas, configuration);
  }

  /** What the plot shows, for the keyboard and for readers. */
  #showPoints({ runs, fronts, cost, quality }: ParetoContent): void {
    const focused = this.#points.contains(document.activeElement) && document.activeElement?.id;
    const items = runs.map((run) => {
      const isShown = run.place.source === "shown";
      const id = `pareto-pick-${keyOf(run.place)}`;
      const name = isShown
        ? element("button", { id, class: "pick", type: "button" }, run.name)
        : element("span", {}, run.name);
      if (isShown) name.addEventListener("click", () => this.onPick(run));
      const text = [
        formatQuantity(cost.value(run), cost.unit),
        `${quality.label.toLowerCase()} ${formatQuantity(quality.value(run), quality.unit)}`,
        ...(fronts.some((front) => front.runs.includes(run)) ? ["Pareto-optimal"] : []),
      ];
      return element("li", {}, name, `: ${text.join(", ")}`);
    });
    this.#points.replaceChildren(...items);
    if (focused) document.getElementById(focused)?.focus();
  }
}

function frontText({ label, runs }: Front): string {
  return `${label}: ${runs.map(({ name }) => name).join(", ") || "none"}.`;
}
