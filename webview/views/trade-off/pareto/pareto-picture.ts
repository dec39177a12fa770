import type { ChartConfiguration, ChartDataset } from "chart.js";
import {
  frameOptions,
  lineDrawing,
  numberAxis,
  tooltipLooks,
} from "../../../parts/charts/chart-options";
import type { ChartPicture } from "../../../parts/charts/chart-picture";
import type { LegendEntry } from "../../../parts/charts/legend-entry";
import { looseEnds } from "../../../parts/charts/loose-ends";
import type { ChartTheme } from "../../../parts/charts/chart-theme";
import { formatQuantity, scaleUnit } from "../../../parts/format/quantity";
import type { ComparedRun } from "../../../state/runs/compared-runs";
import type { ParetoContent } from "./pareto-content";
import { pointNames } from "./point-names";

/** A run's place: its cost and its quality. */
export interface Point {
  x: number;
  y: number;
}

/** Cost from left to right, quality upwards, a point per run; the runs of a front are joined. */
export function paretoPicture(
  content: ParetoContent,
  theme: ChartTheme,
  onPick: (run: ComparedRun) => void = () => undefined,
): ChartPicture<"line", Point[], unknown> {
  return {
    legend: legendOf(content, theme),
    configuration: configurationOf(content, theme, onPick),
  };
}

function legendOf({ fronts, baseline }: ParetoContent, theme: ChartTheme): LegendEntry[] {
  return [
    ...fronts.map(({ label }, index) => ({ label, colour: frontColour(index, theme) })),
    { label: "Other runs", colour: otherColour(theme) },
    ...(theme.isStill ? [{ label: `Diamond: ${baseline.name}`, colour: theme.background }] : []),
  ];
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
          ...lineDrawing(theme),
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
      ...frameOptions(theme),
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
    plugins: [pointNames(plotted, fronts.length, theme)],
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
