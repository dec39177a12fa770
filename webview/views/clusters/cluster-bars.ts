import { Chart, type ChartConfiguration } from "chart.js";
import { numberAxis, tooltipLooks } from "../../parts/charts/chart-options";
import { makeLegend } from "../../parts/charts/legend";
import { readTheme, type ChartTheme } from "../../parts/charts/theme";
import { element } from "../../parts/dom/element";
import { formatNumber } from "../../parts/format/number";
import type { ClusterBarsContent } from "./cluster-bars-content";

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
    const theme = readTheme();
    const { title, against, marked } = content;
    const entries = [
      ...(against ? [{ label: against.title, colour: theme.palette[0] }] : []),
      ...(against || marked ? [{ label: title, colour: theme.palette[2] }] : []),
      ...(marked ? [{ label: marked.title, colour: theme.palette[4] }] : []),
    ];
    this.#legend.replaceChildren(...(entries.length > 0 ? [makeLegend(entries)] : []));
    this.#chart?.destroy();
    this.#chart = new Chart(this.#canvas, configurationOf(content, theme, this.onPick));
  }
}

function configurationOf(
  { title, clusters, values, against, picked, marked }: ClusterBarsContent,
  theme: ChartTheme,
  onPick: (cluster: number) => void,
): ChartConfiguration<"bar", number[], number> {
  const plain = theme.palette[2];
  const colours = clusters.map((cluster) => {
    if (cluster === picked) return theme.palette[1];
    return marked?.clusters.has(cluster) ? theme.palette[4] : plain;
  });
  const sets = [{ label: title, data: [...values], backgroundColor: colours }];
  if (against) {
    const backgroundColor = clusters.map(() => theme.palette[0]);
    sets.unshift({ label: against.title, data: [...against.values], backgroundColor });
  }
  return {
    type: "bar",
    data: {
      labels: [...clusters],
      datasets: sets.map((set) => ({ ...set, barPercentage: 0.95, categoryPercentage: 0.95 })),
    },
    options: {
      animation: false,
      maintainAspectRatio: false,
      interaction: { mode: "index", intersect: false },
      onClick: (_, items) => {
        const item = items.at(0);
        if (item) onPick(clusters[item.index]);
      },
      scales: {
        x: {
          type: "category",
          grid: { display: false },
          border: { color: theme.grid },
          title: { display: true, text: "cluster", color: theme.text },
          ticks: { color: theme.text, maxRotation: 0, autoSkipPadding: 12 },
        },
        y: numberAxis(theme, title),
      },
      plugins: {
        tooltip: {
          ...tooltipLooks(theme),
          callbacks: {
            title: (items) => (items.length > 0 ? `Cluster ${clusters[items[0].dataIndex]}` : ""),
            label: ({ dataset, parsed }) =>
              `${dataset.label ?? ""}: ${formatNumber(parsed.y ?? NaN)}`,
          },
        },
      },
    },
  };
}
