import { element, setAttributes } from "./element";

export interface Tab<Name extends string> {
  readonly name: Name;
  readonly label: string;
  readonly panel: HTMLElement;
}

/** A list of tabs with their panels; arrow keys, Home and End go from tab to tab. */
export class Tabs<Name extends string> {
  readonly list: HTMLElement;
  readonly panels: HTMLElement;
  readonly #buttons: readonly HTMLButtonElement[];

  constructor(
    label: string,
    private readonly tabs: readonly Tab<Name>[],
    private readonly onPick: (name: Name) => void,
  ) {
    this.#buttons = tabs.map((tab) => this.#button(tab));
    this.list = element("div", { class: "tabs", role: "tablist", "aria-label": label });
    this.list.append(...this.#buttons);
    this.list.addEventListener("keydown", (event) => this.#onKey(event));
    this.panels = element("div", { class: "panels" });
    for (const { name, panel } of tabs) {
      const ids = { id: `panel-${name}`, "aria-labelledby": `tab-${name}` };
      setAttributes(panel, { ...ids, role: "tabpanel", tabindex: 0 });
      this.panels.append(panel);
    }
  }

  show(name: Name): void {
    this.tabs.forEach((tab, index) => {
      const shown = tab.name === name;
      const button = this.#buttons[index];
      setAttributes(button, { "aria-selected": String(shown), tabindex: shown ? 0 : -1 });
      tab.panel.hidden = !shown;
    });
  }

  #button({ name, label }: Tab<Name>): HTMLButtonElement {
    const attributes = { id: `tab-${name}`, role: "tab", "aria-controls": `panel-${name}` };
    const button = element("button", { ...attributes, class: "tab", type: "button" }, label);
    button.addEventListener("click", () => this.onPick(name));
    return button;
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
    this.onPick(this.tabs[target].name);
  }
}
