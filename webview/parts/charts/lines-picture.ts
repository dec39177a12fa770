import type { ChartConfiguration, Plugin } from "chart.js";
import { formatCount } from "../../../src/shared/format/number";
import { formatQuantity, scaleUnit } from "../../../src/shared/format/quantity";
import { frameOptions, lineDrawing, numberAxis, tooltipLooks } from "./chart-options";
import type { ChartPicture } from "./chart-picture";
import { lineLooks } from "./line-looks";
import type { StepLinesContent } from "./step-lines-content";
import type { ChartTheme } from "./chart-theme";

/** Above this many steps a line is drawn through the extremes of every few. */
const drawnSteps = 1000;

/** A point of a line: its step and its value. */
export interface Place {
  x: number;
  y: number;
}

/** A line per run over the steps, with the shown step marked. */
export function linesPicture(
  content: StepLinesContent,
  theme: ChartTheme,
  onPick: (step: number) => void = () => undefined,
): ChartPicture<"line", Place[], unknown> {
  const looks = lineLooks(content.lines, theme);
  const legend = content.lines.map(({ label }, index) => ({ label, ...looks[index] }));
  return { legend, configuration: configurationOf(content, theme, onPick) };
}

function configurationOf(
  { lines, unit, step, fromStep = 0, axis }: StepLinesContent,
  theme: ChartTheme,
  onPick: (step: number) => void,
): ChartConfiguration<"line", Place[]> {
  const largest = lines.reduce(
    (most, { values }) => values.reduce((a, b) => (b > a ? b : a), most),
    0,
  );
  const scaled = scaleUnit(largest, unit);
  const looks = lineLooks(lines, theme);
  const steps = Math.max(0, ...lines.map(({ values }) => values.length));
  return {
    type: "line",
    data: {
      datasets: lines.map(({ label, values }, index) => ({
        label,
        data: Array.from(values, (value, at) => ({ x: fromStep + at, y: value / scaled.factor })),
        borderColor: looks[index].colour,
        backgroundColor: looks[index].colour,
        borderDash: [...looks[index].dashes],
        borderWidth: 2,
        ...lineDrawing(theme),
        pointRadius: steps > 32 ? 0 : 2,
      })),
    },
    options: {
      parsing: false,
      ...frameOptions(theme),
      interaction: { mode: "index", axis: "x", intersect: false },
      onClick: ({ x }, _, { scales }) => {
        const picked = Math.round(scales.x.getValueForPixel(x ?? 0) ?? 0);
        if (picked >= fromStep && picked < fromStep + steps) onPick(picked);
      },
      scales: {
        x: axis ? namedAxis(theme, axis, step) : stepAxis(theme, fromStep, steps, step),
        y: numberAxis(theme, scaled.unit),
      },
      plugins: {
        decimation: { enabled: true, algorithm: "min-max", threshold: drawnSteps },
        tooltip: {
          ...tooltipLooks(theme),
          callbacks: {
            title: (items) => (items.length > 0 ? placeName(axis, items[0].parsed.x ?? 0) : ""),
            label: ({ dataset, parsed }) =>
              `${dataset.label ?? ""}: ${formatQuantity((parsed.y ?? NaN) * scaled.factor, unit)}`,
          },
        },
      },
    },
    plugins: [stepPlugin(step, theme)],
  };
}

function placeName(axis: StepLinesContent["axis"], at: number): string {
  return axis ? `${axis.names[at]} ${axis.title}` : `Step ${formatCount(at)}`;
}

function namedAxis(
  theme: ChartTheme,
  { title, names }: NonNullable<StepLinesContent["axis"]>,
  marked: number,
) {
  const axis = numberAxis(theme, markedTitle(theme, title, names[marked]));
  const callback = (value: number | string) => names[Number(value)] ?? "";
  const ticks = { ...axis.ticks, stepSize: 1, callback };
  return { ...axis, ticks, min: 0, max: Math.max(1, names.length - 1) };
}

function stepAxis(theme: ChartTheme, from: number, steps: number, marked: number) {
  const axis = numberAxis(theme, markedTitle(theme, "step", `${marked}`));
  const ticks = { ...axis.ticks, includeBounds: false, precision: 0 };
  return { ...axis, ticks, min: from, max: from + Math.max(1, steps - 1) };
}

/** Paper says where the upright line stands: nothing else there tells the step. */
function markedTitle({ isStill }: ChartTheme, title: string, marked: string): string {
  return isStill ? `${title} (${marked} is marked)` : title;
}

/** Draws an upright line at the shown step. */
function stepPlugin(step: number, theme: ChartTheme): Plugin<"line"> {
  return {
    id: "step",
    beforeDatasetsDraw({ ctx, chartArea, scales: { x } }) {
      ctx.save();
      ctx.fillStyle = theme.text;
      ctx.globalAlpha = 0.6;
      ctx.fillRect(x.getPixelForValue(step) - 0.5, chartArea.top, 1, chartArea.height);
      ctx.restore();
    },
  };
}
