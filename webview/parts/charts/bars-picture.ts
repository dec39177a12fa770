import type { ChartConfiguration, Plugin } from "chart.js";
import { formatQuantity, scaleUnit } from "../../../src/shared/format/quantity";
import { frameOptions, nameAxis, numberAxis, tooltipLooks } from "./chart-options";
import type { ChartPicture } from "./chart-picture";
import type { LegendEntry } from "./legend-entry";
import type { StackedBarsContent } from "./stacked-bars-content";
import type { ChartTheme } from "./chart-theme";

/** Height of a bar with its gap, and of what is around the bars, in pixels. */
const barHeight = 38;
const frameHeight = 58;
/** For the totals on paper. */
const totalsWidth = 100;

/** Longest line beside a bar; the rest is in the tooltip and in the table. */
const lineLength = 30;

/** Horizontal stacked bars; on paper with each bar's total in figures. */
export function barsPicture(
  content: StackedBarsContent,
  theme: ChartTheme,
): ChartPicture<"bar", number[], string> {
  return {
    legend: legendOf(content, theme),
    configuration: configurationOf(content, theme),
  };
}

/** Height of the whole chart without its legend, in pixels. */
export function barsHeight({ bars }: StackedBarsContent): number {
  return bars.length * barHeight + frameHeight;
}

function legendOf({ parts, marks }: StackedBarsContent, theme: ChartTheme): LegendEntry[] {
  return [
    ...parts.map(({ label, colour }) => ({ label, colour: theme.palette[colour] })),
    ...(marks ? [{ label: marks.label, colour: theme.text, isMark: true }] : []),
  ];
}

function configurationOf(
  content: StackedBarsContent,
  theme: ChartTheme,
): ChartConfiguration<"bar", number[], string> {
  const { bars, parts, marks, unit } = content;
  const totals = bars.map((_, bar) =>
    parts.reduce((sum, part) => sum + (part.values[bar] || 0), 0),
  );
  const finiteMarks = (marks?.values ?? []).filter((value) => Number.isFinite(value));
  const scaled = scaleUnit(Math.max(...totals, ...finiteMarks), unit);
  const scale = (value: number) => value / scaled.factor;
  const markValues = marks?.values.map(scale) ?? [];
  const largestMark = Math.max(0, ...finiteMarks.map(scale));
  return {
    type: "bar",
    data: {
      labels: [...bars],
      datasets: parts.map(({ label, colour, values }) => ({
        label,
        data: values.map(scale),
        backgroundColor: theme.palette[colour],
        borderColor: theme.background,
        borderWidth: { left: 0, top: 0, bottom: 0, right: theme.isStill ? 0 : 1 },
        borderSkipped: false,
        maxBarThickness: 24,
      })),
    },
    options: {
      indexAxis: "y",
      ...frameOptions(theme),
      layout: { padding: { right: theme.isStill ? totalsWidth : 0 } },
      interaction: { mode: "y", intersect: false },
      scales: {
        x: { ...numberAxis(theme, scaled.unit), stacked: true, suggestedMax: largestMark },
        y: nameAxis(theme, (index) => nameLines(bars[index])),
      },
      plugins: {
        tooltip: {
          ...tooltipLooks(theme),
          callbacks: {
            label: ({ dataset, dataIndex, datasetIndex }) =>
              `${dataset.label ?? ""}: ${formatQuantity(parts[datasetIndex].values[dataIndex], unit)}`,
            footer: (items) =>
              items.length > 0 ? `Total: ${formatQuantity(totals[items[0].dataIndex], unit)}` : "",
          },
          footerColor: theme.text,
        },
      },
    },
    plugins: [
      markPlugin(markValues, theme),
      ...(theme.isStill
        ? [
            totalsPlugin(
              totals.map((total) => formatQuantity(total, unit)),
              theme,
            ),
          ]
        : []),
    ],
  };
}

/** A run's name on two lines: what it is, and below that what sets it apart. */
function nameLines(name: string): string[] {
  const [policy, budget, ...rest] = name.split(" · ");
  const lines = [[policy, budget], rest].map((parts) => parts.filter(Boolean).join(" · "));
  return lines.filter((line) => line !== "").map(shorten);
}

function shorten(line: string): string {
  return line.length > lineLength ? `${line.slice(0, lineLength - 1)}…` : line;
}

/** Draws a line across each bar at its marked value. */
function markPlugin(values: readonly number[], theme: ChartTheme): Plugin<"bar"> {
  return {
    id: "marks",
    afterDatasetsDraw({ ctx, scales: { x, y } }) {
      ctx.save();
      values.forEach((value, bar) => {
        if (!Number.isFinite(value)) return;
        const at = x.getPixelForValue(value);
        const middle = y.getPixelForValue(bar);
        ctx.fillStyle = theme.background;
        ctx.fillRect(at - 2.5, middle - 16, 5, 32);
        ctx.fillStyle = theme.text;
        ctx.fillRect(at - 1, middle - 15, 2, 30);
      });
      ctx.restore();
    },
  };
}

/** Writes each bar's total to the right of all. */
function totalsPlugin(totals: readonly string[], theme: ChartTheme): Plugin<"bar"> {
  return {
    id: "totals",
    afterDatasetsDraw({ ctx, chartArea, scales: { y } }) {
      ctx.save();
      ctx.font = `12px ${theme.font}`;
      ctx.fillStyle = theme.text;
      ctx.textBaseline = "middle";
      totals.forEach((total, bar) => {
        ctx.fillText(total, chartArea.right + 8, y.getPixelForValue(bar));
      });
      ctx.restore();
    },
  };
}
