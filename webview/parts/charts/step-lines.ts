import { Chart, type ChartConfiguration, type Plugin } from "chart.js";
import { element } from "../dom/element";
import { formatCount } from "../format/number";
import { formatQuantity, scaleUnit } from "../format/quantity";
import { numberAxis, tooltipLooks } from "./chart-options";
import { makeLegend } from "./legend";
import { dashes } from "./palette";
import type { StepLinesContent } from "./step-lines-content";
import { readTheme, type ChartTheme } from "./theme";

/** Above this many steps a line is drawn through the extremes of every few. */
const drawnSteps = 1000;

interface Place {
  x: number;
  y: number;
}

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
    const entries = content.lines.map(({ label }, index) => ({
      label,
      colour: colourOf(index, theme),
    }));
    this.#legend.replaceChildren(makeLegend(entries));
    this.#chart?.destroy();
    this.#chart = new Chart(this.#canvas, configurationOf(content, theme, this.onPick));
  }
}

function colourOf(index: number, { palette }: ChartTheme): string {
  // The third colour of the palette stands out most; lines start there.
  return palette[(index + 2) % palette.length];
}

function configurationOf(
  { lines, unit, step, axis }: StepLinesContent,
  theme: ChartTheme,
  onPick: (step: number) => void,
): ChartConfiguration<"line", Place[]> {
  const largest = lines.reduce(
    (most, { values }) => values.reduce((a, b) => Math.max(a, b), most),
    0,
  );
  const scaled = scaleUnit(largest, unit);
  const steps = Math.max(0, ...lines.map(({ values }) => values.length));
  return {
    type: "line",
    data: {
      datasets: lines.map(({ label, values }, index) => ({
        label,
        data: Array.from(values, (value, x) => ({ x, y: value / scaled.factor })),
        borderColor: colourOf(index, theme),
        backgroundColor: colourOf(index, theme),
        borderDash: [...dashes[index % dashes.length]],
        borderWidth: 2,
        pointRadius: steps > 32 ? 0 : 2,
      })),
    },
    options: {
      parsing: false,
      animation: false,
      maintainAspectRatio: false,
      interaction: { mode: "index", axis: "x", intersect: false },
      onClick: ({ x }, _, { scales }) => {
        const picked = Math.round(scales.x.getValueForPixel(x ?? 0) ?? 0);
        if (picked >= 0 && picked < steps) onPick(picked);
      },
      scales: {
        x: axis ? namedAxis(theme, axis) : stepAxis(theme, steps),
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

function namedAxis(theme: ChartTheme, { title, names }: NonNullable<StepLinesContent["axis"]>) {
  const axis = numberAxis(theme, title);
  const callback = (value: number | string) => names[Number(value)] ?? "";
  const ticks = { ...axis.ticks, stepSize: 1, callback };
  return { ...axis, ticks, min: 0, max: Math.max(1, names.length - 1) };
}

function stepAxis(theme: ChartTheme, steps: number) {
  const axis = numberAxis(theme, "step");
  const ticks = { ...axis.ticks, includeBounds: false, precision: 0 };
  return { ...axis, ticks, min: 0, max: Math.max(1, steps - 1) };
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
