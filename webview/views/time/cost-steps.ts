import { CanvasLayer } from "../../parts/canvas/canvas-layer";
import { readTheme } from "../../parts/charts/theme";
import { element, setAttributes } from "../../parts/dom/element";
import { formatCount } from "../../../src/shared/format/number";
import { formatQuantity } from "../../../src/shared/format/quantity";
import { Tooltip } from "../../parts/heat-map/tooltip";
import type { Composition } from "./composition";
import { paintComposition } from "./picture/paint-composition";
import { RunLabel } from "../../parts/charts/run-label";

/** What every step of one run costs, with the shown step marked; a click or a drag picks another. */
export class CostSteps {
  readonly #layer = new CanvasLayer("cost-canvas");
  readonly #label = new RunLabel();
  readonly #cursor = element("div", { class: "step-cursor" });
  /** Over the steps, without the amounts beside them. */
  readonly #plot = element("div", { id: "chart-steps", role: "img" }, this.#cursor);
  readonly #holder = element("div", { class: "cost-holder" }, this.#layer.element, this.#plot);
  readonly #tooltip = new Tooltip();
  readonly element = element(
    "div",
    { class: "cost-steps" },
    element(
      "div",
      { class: "run-labels" },
      this.#label.element,
      element("p", { class: "note" }, "each step"),
    ),
    this.#holder,
    this.#tooltip.element,
  );
  #shown: Composition | undefined;

  constructor(private readonly onPick: (step: number) => void) {
    new ResizeObserver(() => this.redraw()).observe(this.#holder);
    this.#plot.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      this.#plot.setPointerCapture(event.pointerId);
      this.#pick(event);
    });
    this.#plot.addEventListener("pointermove", (event) => {
      if (event.buttons === 1) this.#pick(event);
      this.#hover(event);
    });
    this.#plot.addEventListener("pointerleave", () => this.#tooltip.hide());
  }

  /** What is on screen. */
  get shown(): Composition | undefined {
    return this.#shown;
  }

  /** @param step that is shown: to change it alone draws nothing anew */
  show(content: Composition, step: number): void {
    const isOther = content !== this.#shown;
    this.#shown = content;
    const words = `${content.name}: what each step costs, by phase; step ${step} is marked.`;
    setAttributes(this.#plot, { "aria-label": `${words} Click to go to a step.` });
    this.#cursor.hidden = content.steps === 0;
    // It is as wide as the plot, and moving it so moves nothing else.
    const place = (step + 0.5) / Math.max(1, content.steps);
    this.#cursor.style.transform = `translateX(${100 * place}%)`;
    if (!isOther) return;
    this.#label.show(content.name, content.colour, true);
    this.redraw();
  }

  /** Draws again, at the size and in the colours that the page now has. */
  redraw(): void {
    const surface = this.#shown && this.#layer.start();
    if (!surface || !this.#shown) return;
    paintComposition(surface, this.#shown, this.#holder.clientHeight, readTheme());
  }

  #stepAt({ clientX }: PointerEvent): number | undefined {
    const { left, width } = this.#plot.getBoundingClientRect();
    const steps = this.#shown?.steps ?? 0;
    if (steps === 0) return undefined;
    return Math.max(0, Math.min(steps - 1, Math.floor(((clientX - left) / width) * steps)));
  }

  #pick(event: PointerEvent): void {
    const step = this.#stepAt(event);
    if (step !== undefined) this.onPick(step);
  }

  #hover(event: PointerEvent): void {
    const step = this.#stepAt(event);
    if (step === undefined || !this.#shown) return;
    const { parts, values, unit } = this.#shown;
    const all = values.reduce((sum, part) => sum + part[step], 0);
    const lines = parts.map(({ label }, part) => {
      return `${label}: ${formatQuantity(values[part][step], unit)}`;
    });
    const text = {
      title: `Step ${formatCount(step)}`,
      lines: [...lines, `All: ${formatQuantity(all, unit)}`],
    };
    this.#tooltip.show(text, event.clientX, event.clientY);
  }
}
