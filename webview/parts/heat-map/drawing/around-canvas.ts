import { sameMembers } from "../../../../src/shared/same-members";
import { element } from "../../dom/element";
import type { Picture } from "../picture";
import type { Viewport } from "../viewport";
import { layoutHeatMap, type HeatMapLayout } from "./layout";
import type { HeatMapLook } from "./look";
import { paintAround, setLetters } from "./paint-heat-map";
import { clearTo, context2d } from "../../canvas/screen-context";

/** Draws what lies around and over the cells of a heat map, and says where the cells go. */
export class AroundCanvas {
  readonly element = element("canvas", { class: "heat-map-around", "aria-hidden": "true" });
  readonly #context = context2d(this.element);
  /** Of texts that were drawn in `#look`. */
  readonly #widths = new Map<string, number>();
  #look: HeatMapLook | undefined;
  #layout: HeatMapLayout | undefined;
  /** All that what is drawn depends on. */
  #drawn: readonly unknown[] = [];

  /** Draws at a size in pixels of the page, unless just that is drawn already. */
  draw(
    picture: Picture,
    viewport: Viewport,
    size: { readonly width: number; readonly height: number },
    look: HeatMapLook,
  ): HeatMapLayout {
    const { rowAxis, columnAxis, markedRow, markedColumn, marks, picked, matrix } = picture;
    const drawn = [
      ...[rowAxis, columnAxis, markedRow, markedColumn, marks, picked?.row, picked?.column],
      ...[matrix.rows, matrix.columns, viewport, size.width, size.height, look, devicePixelRatio],
    ];
    if (this.#layout && sameMembers(drawn, this.#drawn)) return this.#layout;
    if (look !== this.#look) this.#widths.clear();
    this.#look = look;
    this.#drawn = drawn;
    clearTo(this.#context, size.width, size.height);
    setLetters(this.#context, look);
    const layout = layoutHeatMap(picture, viewport, size, (text) => this.#widthOf(text));
    paintAround(this.#context, layout, picture, viewport, look);
    this.#layout = layout;
    return layout;
  }

  #widthOf(text: string): number {
    const known = this.#widths.get(text);
    if (known !== undefined) return known;
    const { width } = this.#context.measureText(text);
    this.#widths.set(text, width);
    return width;
  }
}
