import type { FigureReader } from "../../../../src/shared/figures";
import { phaseSteps } from "../../../parts/colours/phase-colours";
import { element, setAttributes } from "../../../parts/dom/element";
import { sparkParts, sparkWords } from "./phase-parts";

/** What the cycles of a run go to, as a bar on the scale of the run that takes most. */
export class PhasesSpark {
  readonly #parts = phaseSteps.map(({ colour, hatched }) => {
    const part = element("span", { class: hatched ? "swatch-hatched" : "" });
    part.style.backgroundColor = `var(--phase-${colour})`;
    return part;
  });
  readonly element = element("span", { class: "phases", role: "img" }, ...this.#parts);

  /** @param most cycles of the run that takes most */
  show(figure: FigureReader | undefined, most: number): void {
    const parts = figure ? sparkParts(figure, most) : [];
    this.#parts.forEach((part, code) => {
      part.style.width = `${100 * (parts.at(code)?.share ?? 0)}%`;
    });
    const words = sparkWords(parts) || "Phases are not known yet";
    setAttributes(this.element, { "aria-label": words, title: words });
  }
}
