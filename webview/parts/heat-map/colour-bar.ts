import { themedTable } from "../colours/theme-colours";
import type { ColourMapName } from "../colours/colour-map";
import { element } from "../dom/element";
import { sameMembers } from "../../../src/shared/same-members";
import type { HeatMapLook } from "./drawing/look";
import {
  barTicks,
  colourBarWidth,
  paintColourBar,
  type BarContent,
} from "./drawing/paint-colour-bar";
import { clearTo, context2d } from "../canvas/screen-context";

/** What the colours mean: a bar with ticks, and a pointer at the value under the cursor. */
export class ColourBar {
  readonly #canvas = element("canvas");
  readonly #context = context2d(this.#canvas);
  readonly #pointer = element("div", { class: "colour-bar-pointer", hidden: true });
  readonly element = element(
    "div",
    { class: "colour-bar", "data-test": "colour-bar", "aria-hidden": "true" },
    this.#canvas,
    this.#pointer,
  );
  #part = { top: 0, height: 0 };
  /** All that what is drawn depends on. */
  #drawn: readonly unknown[] = [];

  /** @param part of the element that the bar takes, in pixels */
  draw(
    content: BarContent & { readonly colours: ColourMapName },
    part: { readonly top: number; readonly height: number },
    look: HeatMapLook,
  ): void {
    this.#part = part;
    const { clientHeight } = this.element;
    const { top, height } = part;
    const { scale, colours, barTitle, tickText } = content;
    const drawn = [
      ...[scale.kind, scale.low, scale.high, colours, barTitle, tickText],
      ...[top, height, clientHeight, look, devicePixelRatio],
    ];
    if (sameMembers(drawn, this.#drawn)) return;
    this.#drawn = drawn;
    const box = { left: 1, top, width: colourBarWidth - 1, height };
    clearTo(this.#context, colourBarWidth, Math.max(clientHeight, top + height));
    paintColourBar(this.#context, box, content, themedTable(content.colours), look);
    const { dataset } = this.element;
    dataset.title = content.barTitle;
    dataset.ticks = barTicks(content, height)
      .map(({ text }) => text)
      .join(" ");
  }

  /** @param position share of the bar, 0 at its low end; NaN or undefined for none */
  point(position: number | undefined): void {
    const shown = position !== undefined && !Number.isNaN(position);
    this.#pointer.hidden = !shown;
    const { top, height } = this.#part;
    if (shown) this.#pointer.style.top = `${top + height * (1 - position)}px`;
  }
}
