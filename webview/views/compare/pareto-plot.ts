import { Chart, type ChartConfiguration, type ChartDataset, type Plugin } from "chart.js";
import { numberAxis, tooltipLooks } from "../../parts/charts/chart-options";
import { looseEnds } from "../../parts/charts/loose-ends";
import { makeLegend } from "../../parts/charts/legend";
import { readTheme, type ChartTheme } from "../../parts/charts/theme";
import { element } from "../../parts/dom/element";
import { formatQuantity, scaleUnit } from "../../parts/format/quantity";
import { keyOf, type ComparedRun } from "./compared-runs";
import type { Front, ParetoContent } from "./pareto-content";
import { pointLabels, type Box } from "./point-labels";

interface Point {
  x: number;
  y: number;
}

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
    const theme = readTheme();
    const { cost, quality, fronts } = content;
    this.#canvas.setAttribute(
      "aria-label",
      `${quality.label} against ${cost.label.toLowerCase()}. ` +
        `${fronts.map(frontText).join(" ")} The list below holds every point.`,
    );
    this.#legend.replaceChildren(
      makeLegend([
        ...fronts.map(({ label }, index) => ({ label, colour: frontColour(index, theme) })),
        { label: "Other runs", colour: otherColour(theme) },
      ]),
    );
    this.#showPoints(content);
    this.#chart?.destroy();
    this.#chart = new Chart(this.#canvas, configurationOf(content, theme, this.onPick));
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

function frontColour(index: number, { palette }: ChartTheme): string {
  return palette[index === 0 ? 2 : 4];
}

function otherColour({ palette }: ChartTheme): string {
  return palette[1];
}

function configurationOf(
  { runs, fronts, baseline, cost, quality }: ParetoContent,
  theme: ChartTheme,
  onPick: (run: ComparedRun) => void,
): ChartConfiguration<"line", Point[]> {
  const others = runs.filter((run) => !fronts.some((front) => front.runs.includes(run)));
  const plotted = [...fronts.map((front) => front.runs), others].map((members) =>
    members.filter((run) => [cost, quality].every(({ value }) => Number.isFinite(value(run)))),
  );
  const all = plotted.flat();
  const scaled = scaleUnit(Math.max(0, ...all.map(cost.value)), cost.unit);
  const pointOf = (run: ComparedRun): Point => {
    return { x: cost.value(run) / scaled.factor, y: quality.value(run) };
  };
  const points = all.map(pointOf);
  return {
    type: "line",
    data: {
      datasets: plotted.map((members, index): ChartDataset<"line", Point[]> => {
        const isFront = index < fronts.length;
        const colour = isFront ? frontColour(index, theme) : otherColour(theme);
        return {
          data: members.map(pointOf),
          showLine: isFront,
          // What can be had for a cost is what the next cheaper run gives.
          stepped: true,
          clip: 12,
          borderColor: colour,
          borderWidth: 2,
          pointStyle: members.map((run) => (run === baseline ? "rectRot" : "circle")),
          pointRadius: members.map((run) => (run === baseline ? 7 : 5)),
          pointHoverRadius: 8,
          pointBorderWidth: 2,
          pointBackgroundColor: isFront ? colour : theme.background,
        };
      }),
    },
    options: {
      parsing: false,
      animation: false,
      maintainAspectRatio: false,
      interaction: { mode: "nearest", intersect: true },
      onClick: (_, hits) => {
        for (const { datasetIndex, index } of hits.slice(0, 1)) {
          onPick(plotted[datasetIndex][index]);
        }
      },
      scales: {
        x: looseAxis(theme, `${cost.label}${scaled.unit && `, ${scaled.unit}`}`, points, "x"),
        y: looseAxis(theme, quality.label, points, "y"),
      },
      plugins: {
        tooltip: {
          ...tooltipLooks(theme),
          displayColors: false,
          callbacks: {
            title: (items) =>
              items.map(({ datasetIndex, dataIndex }) => plotted[datasetIndex][dataIndex].name),
            label: ({ datasetIndex, dataIndex }) => {
              const run = plotted[datasetIndex][dataIndex];
              return [cost, quality].map(
                ({ label, unit, value }) => `${label}: ${formatQuantity(value(run), unit)}`,
              );
            },
          },
        },
      },
    },
    plugins: [labelPlugin(plotted, fronts.length, theme)],
  };
}

/** Not from zero: what runs differ in is to fill the plot; with room around the points. */
function looseAxis(theme: ChartTheme, title: string, points: readonly Point[], side: "x" | "y") {
  const axis = numberAxis(theme, title);
  const { low, high } = looseEnds(points.map((point) => point[side]));
  return {
    ...axis,
    beginAtZero: false,
    min: low,
    max: high,
    ticks: { ...axis.ticks, includeBounds: false },
  };
}

/** Names the points where there is room. */
function labelPlugin(
  plotted: readonly (readonly ComparedRun[])[],
  fronts: number,
  theme: ChartTheme,
): Plugin<"line"> {
  return {
    id: "names",
    afterDatasetsDraw(chart) {
      const { ctx, chartArea } = chart;
      ctx.save();
      ctx.font = `${Math.round(theme.fontSize * 0.92)}px ${theme.font}`;
      ctx.textBaseline = "middle";
      ctx.fillStyle = theme.text;
      ctx.strokeStyle = theme.background;
      ctx.lineWidth = 4;
      ctx.lineJoin = "round";
      const points = plotted.flatMap((members, dataset) =>
        chart.getDatasetMeta(dataset).data.map(({ x, y }, index) => {
          const text = members[index].name;
          return { x, y, text, width: ctx.measureText(text).width };
        }),
      );
      const lines = plotted
        .slice(0, fronts)
        .flatMap((_, dataset) => stepsOf(chart.getDatasetMeta(dataset).data));
      for (const { text, left, middle } of pointLabels(points, chartArea, lines, theme.fontSize)) {
        ctx.strokeText(text, left, middle);
        ctx.fillText(text, left, middle);
      }
      ctx.restore();
    },
  };
}

/** What the line through the front takes up: level from a point to below or above the next. */
function stepsOf(front: readonly { readonly x: number; readonly y: number }[]): Box[] {
  return front.slice(1).flatMap(({ x, y }, index): Box[] => {
    const from = front[index];
    return [
      { left: from.x, right: x, top: from.y - 2, bottom: from.y + 2 },
      { left: x - 2, right: x + 2, top: Math.min(y, from.y), bottom: Math.max(y, from.y) },
    ];
  });
}
