import { element } from "../dom/element";
import type { CellText } from "./picture";

/** Distance to the pointed-at place and to the edge of the page, in pixels. */
const gap = 12;

/** A small box of text beside a place of the page. */
export class Tooltip {
  readonly element = element("div", {
    class: "tooltip",
    "data-test": "tooltip",
    role: "tooltip",
    hidden: true,
  });

  /** @param x @param y a place in the page's window, in pixels */
  show({ title, lines }: CellText, x: number, y: number): void {
    const box = this.element;
    box.replaceChildren(
      element("strong", {}, title),
      ...lines.map((line) => element("div", {}, line)),
    );
    box.hidden = false;
    const { width, height } = box.getBoundingClientRect();
    const fitsRight = x + gap + width + gap <= innerWidth;
    const fitsBelow = y + gap + height + gap <= innerHeight;
    const left = fitsRight ? x + gap : x - gap - width;
    const top = fitsBelow ? y + gap : y - gap - height;
    box.style.left = `${Math.max(gap, left)}px`;
    box.style.top = `${Math.max(gap, top)}px`;
  }

  hide(): void {
    this.element.hidden = true;
  }
}
