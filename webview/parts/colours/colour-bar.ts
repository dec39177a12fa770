import { element, setText } from "../dom/element";
import { formatTick } from "../format/number";
import { colourCount } from "./colour-map";
import type { Picture } from "../heat-map/picture";
import { positionOf } from "./scale";
import { themedTable } from "./theme-colours";
import { scaleTicks } from "./ticks";

/** What the colours mean: a bar with ticks, and a pointer at the value under the cursor. */
export class ColourBar {
  readonly #title = element("div", { class: "colour-bar-title" });
  readonly #canvas = element("canvas", { class: "colour-bar-canvas", width: 1 });
  readonly #ticks = element("div", { class: "colour-bar-ticks" });
  readonly #pointer = element("div", { class: "colour-bar-pointer", hidden: true });
  readonly element = element(
    "div",
    { class: "colour-bar", "data-test": "colour-bar", "aria-hidden": "true" },
    this.#title,
    element("div", { class: "colour-bar-scale" }, this.#canvas, this.#pointer, this.#ticks),
  );

  show({ scale, colours, barTitle }: Picture): void {
    setText(this.#title, barTitle);
    this.#draw(colours);
    const ticks = scaleTicks(scale, 6).map((value) => {
      const tick = element("span", { class: "colour-bar-tick" }, formatTick(value));
      tick.style.bottom = `${100 * positionOf(scale, value)}%`;
      return tick;
    });
    this.#ticks.replaceChildren(...ticks);
  }

  /** @param position share of the bar, 0 at its low end; NaN or undefined for none */
  point(position: number | undefined): void {
    const shown = position !== undefined && !Number.isNaN(position);
    this.#pointer.hidden = !shown;
    if (shown) this.#pointer.style.bottom = `${100 * position}%`;
  }

  #draw(colours: Picture["colours"]): void {
    const canvas = this.#canvas;
    canvas.height = colourCount;
    const image = new ImageData(1, colourCount);
    new Uint32Array(image.data.buffer).set(themedTable(colours).reverse());
    canvas.getContext("2d")!.putImageData(image, 0, 0);
  }
}
