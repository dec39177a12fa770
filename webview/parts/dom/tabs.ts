import { element, setAttributes } from "./element";

export interface Tab<Name extends string> {
  readonly name: Name;
  readonly label: string;
  /** What its panel is good for, in one sentence. */
  readonly meaning: string;
}

/** A list of tabs; arrow keys, Home and End go from tab to tab. Panels are `panel-…` by name. */
export class Tabs<Name extends string> {
  readonly element: HTMLElement;
  readonly #buttons: readonly HTMLButtonElement[];

  constructor(
    label: string,
    private readonly tabs: readonly Tab<Name>[],
    private readonly onPick: (name: Name) => void,
  ) {
    this.#buttons = tabs.map((tab) => this.#button(tab));
    this.element = element("div", { class: "tabs", role: "tablist", "aria-label": label });
    this.element.append(...this.#buttons);
    this.element.addEventListener("keydown", (event) => this.#onKey(event));
  }

  show(name: Name): void {
    this.tabs.forEach((tab, index) => {
      const shown = tab.name === name;
      const button = this.#buttons[index];
      setAttributes(button, { "aria-selected": String(shown), tabindex: shown ? 0 : -1 });
    });
  }

  /** Says of tabs why they cannot work; those that are not named can. */
  disable(reasons: Readonly<Partial<Record<Name, string>>>): void {
    this.tabs.forEach(({ name, meaning }, index) => {
      const reason = reasons[name];
      setAttributes(this.#buttons[index], {
        "aria-disabled": reason !== undefined && "true",
        title: reason ?? meaning,
      });
    });
  }

  #button({ name, label, meaning }: Tab<Name>): HTMLButtonElement {
    const attributes = { id: `tab-${name}`, role: "tab", "aria-controls": `panel-${name}` };
    const looks = { class: "tab", type: "button", title: meaning };
    const button = element("button", { ...attributes, ...looks }, label);
    button.addEventListener("click", () => this.#pick(button, name));
    return button;
  }

  #pick(button: HTMLButtonElement, name: Name): void {
    if (button.getAttribute("aria-disabled") !== "true") this.onPick(name);
  }

  #onKey(event: KeyboardEvent): void {
    const at = this.#buttons.findIndex((button) => button === document.activeElement);
    const last = this.#buttons.length - 1;
    const targets: Readonly<Record<string, number>> = {
      ArrowLeft: at > 0 ? at - 1 : last,
      ArrowRight: at < last ? at + 1 : 0,
      Home: 0,
      End: last,
    };
    if (at < 0 || !Object.hasOwn(targets, event.key)) return;
    event.preventDefault();
    const target = targets[event.key];
    this.#buttons[target].focus();
    this.#pick(this.#buttons[target], this.tabs[target].name);
  }
}
