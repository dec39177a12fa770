import { clearTo, context2d } from "../../../parts/canvas/screen-context";
import { formatNumber } from "../../../../src/shared/format/number";
import { readTheme } from "../../../parts/charts/theme";
import { element, setText } from "../../../parts/dom/element";
import { countBins, type Bins } from "./count-bins";

const bins = 24;

/** How a figure is spread over all clusters: upright bars between its least and largest value. */
export class Histogram {
  readonly #canvas = element("canvas", { class: "histogram-bars", role: "img" });
  readonly #range = element("span", { class: "histogram-range" });
  readonly element: HTMLElement;
  #shown: Bins | undefined;

  constructor(
    id: string,
    private readonly label: string,
  ) {
    this.#canvas.id = id;
    this.element = element(
      "div",
      { class: "histogram" },
      element("span", { class: "histogram-label" }, label),
      this.#canvas,
      this.#range,
    );
    new ResizeObserver(() => this.redraw()).observe(this.#canvas);
  }

  show(values: ArrayLike<number>): void {
    this.#shown = countBins(values, bins);
    const { low, high } = this.#shown;
    const range = `${formatNumber(low)} to ${formatNumber(high)}`;
    setText(this.#range, range);
    this.#canvas.setAttribute("aria-label", `${this.label} of all clusters, from ${range}`);
    this.redraw();
  }

  redraw(): void {
    const canvas = this.#canvas;
    const [width, height] = [canvas.clientWidth, canvas.clientHeight];
    if (!this.#shown || width === 0 || height === 0) return;
    const context = context2d(canvas);
    clearTo(context, width, height);
    const { counts } = this.#shown;
    const most = Math.max(1, ...counts);
    const theme = readTheme();
    context.fillStyle = theme.grid;
    context.fillRect(0, height - 1, width, 1);
    context.fillStyle = theme.text;
    context.globalAlpha = 0.6;
    counts.forEach((count, bin) => {
      const bar = (count / most) * (height - 2);
      context.fillRect((bin * width) / bins, height - 1 - bar, width / bins - 1, bar);
    });
  }
}
