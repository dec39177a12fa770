import { CanvasLayer } from "../../parts/canvas/canvas-layer";
import { readTheme } from "../../parts/charts/theme";
import { element, setAttributes } from "../../parts/dom/element";
import { formatQuantity } from "../../../src/shared/format/quantity";
import type { CellText } from "../../parts/heat-map/picture";
import { Tooltip } from "../../parts/heat-map/tooltip";
import { totalOf, type CostContent } from "./cost-content";
import { barRow, barsHeight, paintBars } from "./picture/paint-bars";
import { RunLabel } from "../../parts/charts/run-label";

/** A bar per run with its name, on one axis. */
export class CostBars {
  readonly #layer = new CanvasLayer("cost-canvas");
  readonly #names = element("div", { class: "run-labels" });
  readonly #plot = element("div", { id: "chart-cycles", role: "img" }, this.#layer.element);
  readonly #tooltip = new Tooltip();
  readonly element = element(
    "div",
    { class: "cost-bars" },
    this.#names,
    this.#plot,
    this.#tooltip.element,
  );
  #labels: readonly RunLabel[] = [];
  #shown: CostContent | undefined;

  constructor() {
    new ResizeObserver(() => this.redraw()).observe(this.#plot);
    this.#plot.addEventListener("pointermove", (event) => this.#hover(event));
    this.#plot.addEventListener("pointerleave", () => this.#tooltip.hide());
  }

  /** What is on screen. */
  get shown(): CostContent | undefined {
    return this.#shown;
  }

  show(content: CostContent): void {
    this.#shown = content;
    setAttributes(this.#plot, { "aria-label": content.label });
    if (this.#labels.length !== content.bars.length) {
      this.#labels = content.bars.map((_, bar) => this.#labels.at(bar) ?? new RunLabel());
      this.#names.replaceChildren(...this.#labels.map((label) => label.element));
    }
    content.bars.forEach(({ name, colour, isShown }, bar) => {
      this.#labels[bar].show(name, colour, isShown);
    });
    this.#plot.style.height = `${barsHeight(content)}px`;
    this.redraw();
  }

  /** Draws again, at the size and in the colours that the page now has. */
  redraw(): void {
    const surface = this.#shown && this.#layer.start();
    if (surface && this.#shown) paintBars(surface, this.#shown, readTheme());
  }

  #hover(event: PointerEvent): void {
    const y = event.clientY - this.#plot.getBoundingClientRect().top;
    const text = this.#shown && describeBar(this.#shown, Math.floor(y / barRow));
    if (text) this.#tooltip.show(text, event.clientX, event.clientY);
    else this.#tooltip.hide();
  }
}

/** A bar in words: its parts, what they come to, and its bound; undefined where there is none. */
function describeBar({ bars, parts, unit }: CostContent, index: number): CellText | undefined {
  const bar = bars.at(index);
  if (index < 0 || !bar) return undefined;
  const lines = parts.map(
    ({ label }, part) => `${label}: ${formatQuantity(bar.values[part], unit)}`,
  );
  const bound = Number.isFinite(bar.bound)
    ? [`Peak bound: ${formatQuantity(bar.bound, unit)}`]
    : [];
  const total = `All: ${formatQuantity(totalOf(bar), unit)}`;
  return { title: bar.name, lines: [...lines, total, ...bound] };
}
