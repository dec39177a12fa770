import { element, setAttributes } from "../dom/element";
import type { Choice } from "./choice";

/**
 * A list to choose from with a field above it: what is typed leaves those entries that hold it, the
 * arrow keys go through them, Enter takes one.
 */
export class ChoiceList {
  readonly #field: HTMLInputElement;
  readonly #list: HTMLElement;
  readonly element: HTMLElement;
  #choices: readonly Choice[] = [];
  #chosen = "";
  /** The entry that Enter takes, among those that are left. */
  #at = 0;

  constructor(
    private readonly id: string,
    label: string,
    private readonly onChoose: (value: string) => void,
  ) {
    this.#list = element("div", { id: `${id}-list`, role: "listbox", "aria-label": label });
    this.#list.className = "option-list";
    this.#field = element("input", {
      id,
      class: "text-input",
      type: "text",
      role: "combobox",
      "aria-label": label,
      "aria-expanded": "true",
      "aria-controls": `${id}-list`,
      autocomplete: "off",
      spellcheck: "false",
      autofocus: true,
    });
    this.#field.addEventListener("input", () => {
      this.#at = 0;
      this.#showLeft();
    });
    this.#field.addEventListener("keydown", (event) => this.#onKey(event));
    this.element = element("div", { class: "choice-box" }, this.#field, this.#list);
  }

  /** Shows all entries, say each time that the list comes up. */
  show(choices: readonly Choice[], chosen: string): void {
    this.#choices = choices;
    this.#chosen = chosen;
    this.#field.value = "";
    this.#at = Math.max(
      0,
      choices.findIndex(({ value }) => value === chosen),
    );
    this.#showLeft();
  }

  get #left(): readonly Choice[] {
    const typed = this.#field.value.trim().toLowerCase();
    return this.#choices.filter(({ label }) => label.toLowerCase().includes(typed));
  }

  #showLeft(): void {
    const left = this.#left;
    this.#list.replaceChildren(
      ...left.map(({ value, label }, at) => {
        const option = element(
          "div",
          {
            id: `${this.id}-${value}`,
            class: "option",
            role: "option",
            "aria-selected": String(value === this.#chosen),
            "data-active": at === this.#at,
          },
          label,
        );
        option.addEventListener("click", () => this.onChoose(value));
        return option;
      }),
    );
    const active = left.at(this.#at);
    setAttributes(this.#field, {
      "aria-activedescendant": active && `${this.id}-${active.value}`,
    });
    this.#list.querySelector("[data-active]")?.scrollIntoView({ block: "nearest" });
  }

  #onKey(event: KeyboardEvent): void {
    const left = this.#left;
    if (event.key === "ArrowDown") this.#at = Math.min(this.#at + 1, left.length - 1);
    else if (event.key === "ArrowUp") this.#at = Math.max(this.#at - 1, 0);
    else if (event.key === "Enter") {
      const active = left.at(this.#at);
      if (active) this.onChoose(active.value);
    } else return;
    event.preventDefault();
    this.#showLeft();
  }
}
