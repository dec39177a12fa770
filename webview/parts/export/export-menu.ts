import { element, setAttributes } from "../dom/element";
import { makeButton } from "../controls/toolkit";
import type { Copied, DataFormat, ImageFormat } from "../../../src/shared/protocol";

export interface ExportItem {
  readonly id: string;
  readonly label: string;
  readonly act: () => Promise<void>;
}

/** Saves files of data and pictures. */
interface Saving {
  data(format: DataFormat): Promise<void>;
  image(format: ImageFormat): Promise<void>;
}

/** Puts figures and views into the clipboard. */
interface Copying {
  copy(what: Copied): Promise<void>;
}

/** What every page saves. */
export function savingItems(exporter: () => Saving): ExportItem[] {
  return [
    { id: "export-csv", label: "Results as CSV", act: () => exporter().data("csv") },
    { id: "export-json", label: "Results as JSON", act: () => exporter().data("json") },
    { id: "export-png", label: "View as PNG", act: () => exporter().image("png") },
    { id: "export-svg", label: "View as SVG", act: () => exporter().image("svg") },
  ];
}

/** What the inspector puts into the clipboard. */
export function copyingItems(exporter: () => Copying): ExportItem[] {
  return [
    { id: "copy-summary", label: "Copy summary", act: () => exporter().copy("summary") },
    { id: "copy-link", label: "Copy view as link", act: () => exporter().copy("link") },
    { id: "copy-view", label: "Copy view as JSON", act: () => exporter().copy("view") },
  ];
}

/** A button with a menu of everything that leaves the page. */
export class ExportMenu {
  readonly #button = makeButton("export", "Export", "secondary", () => this.#toggle());
  readonly #list = element("div", { class: "menu", role: "menu", id: "export-menu", hidden: true });
  readonly element = element("div", { class: "menu-holder" }, this.#button.element, this.#list);
  readonly #items: readonly HTMLButtonElement[];

  constructor(items: readonly ExportItem[]) {
    setAttributes(this.#button.element, {
      "aria-haspopup": "menu",
      "aria-expanded": "false",
      "aria-controls": "export-menu",
    });
    this.#list.setAttribute("aria-label", "Export");
    this.#items = items.map(({ id, label, act }) => {
      const attributes = { id, class: "menu-item", role: "menuitem", type: "button", tabindex: -1 };
      const button = element("button", attributes, label);
      button.addEventListener("click", () => {
        this.#close();
        void act();
      });
      return button;
    });
    this.#list.append(...this.#items);
    this.#list.addEventListener("keydown", (event) => this.#onKey(event));
    this.element.addEventListener("focusout", ({ relatedTarget }) => {
      if (!this.element.contains(relatedTarget as Node | null)) this.#show(false);
    });
  }

  /** Nothing to export before there are results. */
  enable(enabled: boolean): void {
    this.#button.enable(enabled);
    if (!enabled) this.#show(false);
  }

  #toggle(): void {
    this.#show(this.#list.hidden);
    if (!this.#list.hidden) this.#items[0].focus();
  }

  #show(shown: boolean): void {
    this.#list.hidden = !shown;
    this.#button.element.setAttribute("aria-expanded", String(shown));
  }

  #close(): void {
    this.#show(false);
    this.#button.focus();
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
    else return;
    event.preventDefault();
  }
}
