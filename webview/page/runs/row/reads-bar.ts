import { element, setText } from "../../../parts/dom/element";
import { absent, formatShare } from "../../../../src/shared/format/number";

/** What a run reads. */
export interface Reads {
  /** Columns that held a selected vector. */
  readonly useful: number;
  readonly read: number;
  /** Columns of the run that reads most: the length of the whole bar. */
  readonly most: number;
}

/** What was read as a bar, its useful part in the colour of the run, and the wasted share in words. */
export class ReadsBar {
  readonly #useful = element("span", { class: "reads-useful" });
  readonly #wasted = element("span", { class: "reads-wasted" });
  readonly #text = element("span", { class: "reads-text" });
  readonly element = element(
    "span",
    { class: "reads" },
    element("span", { class: "reads-track", "aria-hidden": "true" }, this.#useful, this.#wasted),
    this.#text,
  );

  show({ useful, read, most }: Reads): void {
    this.#useful.style.width = percent(useful / most);
    this.#wasted.style.width = percent((read - useful) / most);
    const wasted = formatShare(1 - useful / read);
    setText(this.#text, wasted === absent ? absent : `${wasted} wasted`);
  }
}

function percent(share: number): string {
  return `${Number.isFinite(share) ? 100 * share : 0}%`;
}
