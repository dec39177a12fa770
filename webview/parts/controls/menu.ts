import { element, setAttributes } from "../dom/element";
import type { PlainButton } from "./plain-button";

export interface MenuItem {
  readonly id: string;
  readonly label: string;
  readonly act: () => Promise<void> | void;
  /** Of what is switched on and off: whether it is on when the menu opens. */
  readonly isOn?: () => boolean;
}

/** A button with a list of what can be done. */
export class Menu {
  readonly #list: HTMLElement;
  readonly #items: readonly HTMLButtonElement[];
  readonly element: HTMLElement;

  /** @param button given what the button does; its id is what that of the list begins with */
  constructor(
    label: string,
    private readonly button: PlainButton,
    private readonly items: readonly MenuItem[],
  ) {
    const id = `${button.element.id}-menu`;
    this.#list = element("div", { class: "menu", role: "menu", id, hidden: true });
    this.element = element("div", { class: "menu-holder" }, button.element, this.#list);
    setAttributes(button.element, {
      "aria-haspopup": "menu",
      "aria-expanded": "false",
      "aria-controls": id,
    });
    this.#list.setAttribute("aria-label", label);
    this.#items = items.map((item) => this.#makeItem(item));
    this.#list.append(...this.#items);
    button.element.addEventListener("click", () => this.#toggle());
    this.#list.addEventListener("keydown", (event) => this.#onKey(event));
    this.element.addEventListener("focusout", ({ relatedTarget }) => {
      if (!this.element.contains(relatedTarget as Node | null)) this.#show(false);
    });
  }

  enable(enabled: boolean): void {
    this.button.enable(enabled);
    if (!enabled) this.#show(false);
  }

  #makeItem({ id, label, act, isOn }: MenuItem): HTMLButtonElement {
    const role = isOn ? "menuitemcheckbox" : "menuitem";
    const attributes = { id, class: "menu-item", role, type: "button", tabindex: -1 };
    const item = element("button", attributes, label);
    item.addEventListener("click", () => {
      this.#close();
      void act();
    });
    return item;
  }

  #toggle(): void {
    this.#show(this.#list.hidden);
    if (!this.#list.hidden) this.#items[0].focus();
  }

  #show(shown: boolean): void {
    this.#list.hidden = !shown;
    this.button.element.setAttribute("aria-expanded", String(shown));
    this.items.forEach(({ isOn }, at) => {
      if (isOn) setAttributes(this.#items[at], { "aria-checked": String(isOn()) });
    });
  }

  #close(): void {
    this.#show(false);
    this.button.focus();
  }

  #onKey(event: KeyboardEvent): void {
    const at = this.#items.findIndex((item) => item === document.activeElement);
    const { length } = this.#items;
    const targets: Readonly<Record<string, number>> = {
      ArrowUp: (at + length - 1) % length,
      ArrowDown: (at + 1) % length,
      Home: 0,
      End: length - 1,
    };
    if (event.key === "Escape") this.#close();
    else if (Object.hasOwn(targets, event.key)) this.#items[targets[event.key]].focus();
    // Enter and Space press the item; no other key means anything to the page meanwhile.
    else if (event.key.length > 1 || event.key === " ") return;
    event.preventDefault();
    event.stopPropagation();
  }
}
