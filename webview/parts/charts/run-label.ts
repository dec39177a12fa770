import { element, setText } from "../dom/element";

/** A run's colour and name, at what is drawn of it. */
export class RunLabel {
  readonly #swatch = element("span", { class: "swatch" });
  readonly #name = element("span", { class: "run-label-name" });
  readonly element = element("div", { class: "run-label" }, this.#swatch, this.#name);

  /** @param colour its place among the colours of runs */
  show(name: string, colour: number, isShown: boolean): void {
    this.#swatch.style.backgroundColor = `var(--run-${colour})`;
    setText(this.#name, name);
    this.#name.title = name;
    this.element.classList.toggle("shown", isShown);
  }
}
