import type { ChartConfiguration, ChartDataset } from "chart.js";
import {
  frameOptions,
  lineDrawing,
  numberAxis,
  tooltipLooks,
} from "../../../parts/charts/chart-options";
import type { ChartPicture } from "../../../parts/charts/chart-picture";
import type { ChartTheme } from "../../../parts/charts/chart-theme";
import type { LegendEntry } from "../../../parts/charts/legend-entry";
import { looseEnds } from "../../../parts/charts/loose-ends";
import { runColourSets } from "../../../parts/colours/run-colours";
import { formatShare } from "../../../../src/shared/format/number";
import { formatQuantity, scaleUnit } from "../../../../src/shared/format/quantity";
import { baselinePlugin } from "./baseline-plugin";
import { labelPlugin } from "./label-plugin";
import type { PlotAxis, PlotContent, PlotPoint } from "./plot-content";

/** A place in the units of the axes. */
export interface Place {
  x: number;
  y: number;
}

/**
 * Two figures of runs against each other, a named point per run; those of a front are joined.
 * @param isLow without room for the title of the upright axis, which the list of figures has, too
 */
export function plotPicture(
  content: PlotContent,
  theme: ChartTheme,
  isLow = false,
): ChartPicture<"line", Place[], unknown> {
  const configuration = configurationOf(content, theme, isLow);
  return { legend: legendOf(content, theme), configuration };
}

/** Dashes of the lines through fronts, that of the page's own trace first. */
const frontDashes: readonly (readonly number[])[] = [[], [6, 3]];

function legendOf({ fronts, baseline }: PlotContent, { text }: ChartTheme): LegendEntry[] {
  return [
    ...fronts.map(({ label }, front) => {
      return { label, colour: text, dashes: frontDashes[front % frontDashes.length] };
    }),
    ...(baseline ? [{ label: `Baseline: ${baseline.name}`, colour: text, dashes: [4, 4] }] : []),
  ];
}

function configurationOf(
  content: PlotContent,
  theme: ChartTheme,
  isLow: boolean,
): ChartConfiguration<"line", Place[]> {
  const { points, fronts, lines, baseline, across, up } = content;
  const colours = runColourSets[theme.colourSet];
  const colourOf = ({ colour }: Pick<PlotPoint, "colour">) => colours[colour % colours.length];
  const [x, y] = [
    scaleOf(
      across,
      points.map((point) => point.across),
    ),
    scaleOf(
      up,
      points.map((point) => point.up),
    ),
  ];
  const placeOf = (point: PlotPoint): Place => {
    return { x: point.across / x.factor, y: point.up / y.factor };
  };
  const line = (members: readonly PlotPoint[]): ChartDataset<"line", Place[]> => ({
    data: members.map(placeOf),
    pointRadius: 0,
    pointHitRadius: 0,
    clip: 12,
    ...lineDrawing(theme),
  });
  const datasets: ChartDataset<"line", Place[]>[] = [
    ...fronts.map((front, index) => ({
      ...line(front.points),
      // What can be had for a cost is what the next cheaper run gives.
      stepped: true,
      borderColor: theme.text,
      borderWidth: 1.5,
      borderDash: [...frontDashes[index % frontDashes.length]],
    })),
    ...lines.map((policy) => ({
      ...line(policy.points),
      borderColor: colourOf(policy),
      borderWidth: 1.5,
    })),
    {
      data: points.map(placeOf),
      showLine: false,
      clip: 12,
      ...lineDrawing(theme),
      borderColor: points.map(colourOf),
      pointStyle: points.map(({ kind }) => (kind === "other" ? "rectRot" : "circle")),
      pointRadius: points.map(({ kind }) => (kind === "budget" ? 3 : 5)),
      pointHoverRadius: 7,
      pointHitRadius: 4,
      pointBorderWidth: points.map(({ isShown }) => (isShown ? 3 : 2)),
      pointBorderColor: points.map((point) => (point.isShown ? theme.text : colourOf(point))),
      pointBackgroundColor: points.map((point) => {
        return point.kind === "other" ? theme.background : colourOf(point);
      }),
    },
  ];
  return {
    type: "line",
    data: { datasets },
    options: {
      parsing: false,
      ...frameOptions(theme),
      // For points on the edge.
      layout: { padding: { top: 10, right: 10 } },
      interaction: { mode: "nearest", intersect: true },
      onClick: (_, hits) => {
        for (const { index } of hits.slice(0, 1)) points[index].onPick?.();
      },
      scales: {
        x: looseAxis(theme, titleOf(across, x.unit, ["← better", "better →"]), x),
        y: looseAxis(theme, isLow ? "" : titleOf(up, y.unit, ["↓ better", "↑ better"]), y),
      },
      plugins: {
        tooltip: {
          ...tooltipLooks(theme),
          displayColors: false,
          callbacks: {
            title: (items) => items.map(({ dataIndex }) => points[dataIndex].name),
            label: ({ dataIndex }) => figuresOf(points[dataIndex], content),
          },
        },
      },
    },
    plugins: [
      ...(baseline ? [baselinePlugin(placeOf(baseline), theme)] : []),
      labelPlugin(content, datasets.length - 1, theme),
    ],
  };
}

/** Both figures of a point, in words. */
export function figuresOf(
  point: PlotPoint,
  { across, up }: Pick<PlotContent, "across" | "up">,
): string[] {
  return [
    `${across.label}: ${writeFigure(point.across, across)}`,
    `${up.label}: ${writeFigure(point.up, up)}`,
  ];
}

export function writeFigure(value: number, { unit, isShare }: PlotAxis): string {
  return isShare ? formatShare(value) : formatQuantity(value, unit);
}

function scaleOf({ unit, isShare }: PlotAxis, values: readonly number[]) {
  const scaled = isShare
    ? { unit: "%", factor: 0.01 }
    : scaleUnit(Math.max(0, ...values.map(Math.abs)), unit);
  const most = isShare ? 1 / scaled.factor : Infinity;
  return { ...scaled, most, values: values.map((value) => value / scaled.factor) };
}

function titleOf(
  { label, better }: PlotAxis,
  unit: string,
  [less, more]: readonly [string, string],
): string {
  return `${label}${unit && `, ${unit}`}   ${better === "less" ? less : more}`;
}

/** Values on an axis, of which none is above `most`. */
interface AxisValues {
  readonly values: readonly number[];
  readonly most: number;
}

/**
 * Not from zero: what runs differ in is to fill the plot; with room around the points, but not for
 * more than there can be.
 */
function looseAxis(theme: ChartTheme, title: string, { values, most }: AxisValues) {
  const axis = numberAxis(theme, title);
  const { low, high } = looseEnds(values.length > 0 ? values : [0], most);
  return {
    ...axis,
    beginAtZero: false,
    min: low,
    max: high,
    ticks: { ...axis.ticks, includeBounds: false },
  };
}
