import { Chart, type ChartConfiguration, type Plugin } from "chart.js";
import { element } from "../dom/element";
import { formatQuantity, scaleUnit } from "../format/quantity";
import { nameAxis, numberAxis, tooltipLooks } from "./chart-options";
import { makeLegend } from "./legend";
import type { StackedBarsContent } from "./stacked-bars-content";
import { readTheme, type ChartTheme } from "./theme";

/** Height of a bar with its gap, and of what is around the bars, in pixels. */
const barHeight = 38;
const frameHeight = 58;

/** Longest line beside a bar; the rest is in the tooltip and in the table. */
const lineLength = 30;

/** Horizontal stacked bars. */
export class StackedBars {
  readonly #canvas = element("canvas", { role: "img" });
  readonly #holder = element("div", { class: "chart-holder" }, this.#canvas);
  readonly #legend = element("div");
  readonly element = element("div", { class: "chart" }, this.#legend, this.#holder);
  #chart: Chart<"bar", number[], string> | undefined;
  #shown: StackedBarsContent | undefined;
  #drawn = "";

  constructor(id: string) {
    this.#canvas.id = id;
    this.#canvas.dataset.test = id;
  }

  /** What is on screen. */
  get shown(): StackedBarsContent | undefined {
    return this.#shown;
  }

  show(content: StackedBarsContent): void {
    this.#shown = content;
    const theme = readTheme();
    // Steps that change nothing here pass by dozens a second.
    const drawn = JSON.stringify([content, theme]);
    if (drawn === this.#drawn) return;
    this.#drawn = drawn;
    this.#canvas.setAttribute("aria-label", content.label);
    this.#holder.style.height = `${content.bars.length * barHeight + frameHeight}px`;
    this.#legend.replaceChildren(legendOf(content, theme));
    this.#chart?.destroy();
    this.#chart = new Chart(this.#canvas, configurationOf(content, theme));
  }
}

function legendOf({ parts, marks }: StackedBarsContent, theme: ChartTheme): HTMLElement {
  return makeLegend([
    ...parts.map(({ label, colour }) => ({ label, colour: theme.palette[colour] })),
    ...(marks ? [{ label: marks.label, colour: theme.text, isMark: true }] : []),
  ]);
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
        borderWidth: { left: 0, top: 0, bottom: 0, right: 1 },
        borderSkipped: false,
        maxBarThickness: 24,
      })),
    },
    options: {
      indexAxis: "y",
      animation: false,
      maintainAspectRatio: false,
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
    plugins: [markPlugin(markValues, theme)],
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
