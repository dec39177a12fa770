import type { ChartConfiguration } from "chart.js";
import { frameOptions, numberAxis, tooltipLooks } from "../../parts/charts/chart-options";
import type { ChartPicture } from "../../parts/charts/chart-picture";
import type { LegendEntry } from "../../parts/charts/legend-entry";
import type { ChartTheme } from "../../parts/charts/chart-theme";
import { formatNumber } from "../../parts/format/number";
import type { ClusterBarsContent } from "./cluster-bars-content";

/** Upright bars, one per cluster, the picked one set apart, with what they are compared with. */
export function clusterBarsPicture(
  content: ClusterBarsContent,
  theme: ChartTheme,
  onPick: (cluster: number) => void = () => undefined,
): ChartPicture<"bar", number[], number> {
  return {
    legend: legendOf(content, theme),
    configuration: configurationOf(content, theme, onPick),
  };
}

/** The axis names a colour that stands alone. */
function legendOf(
  { title, against, marked, picked }: ClusterBarsContent,
  { palette, isStill }: ChartTheme,
): LegendEntry[] {
  const pickedShown = isStill && picked !== undefined;
  return [
    ...(against ? [{ label: against.title, colour: palette[0] }] : []),
    ...(against || marked || pickedShown ? [{ label: title, colour: palette[2] }] : []),
    ...(marked ? [{ label: marked.title, colour: palette[4] }] : []),
    ...(pickedShown ? [{ label: `cluster ${picked}`, colour: palette[1] }] : []),
  ];
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
      ...frameOptions(theme),
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
