import { makeIconButton } from "../../parts/controls/icon-button";
import { element, setText } from "../../parts/dom/element";
import { formatCount } from "../../../src/shared/format/number";
import { findCommands, nextFound, parseCommandQuery } from "./commands/find-commands";
import type { StepCommands } from "./commands/step-commands";

/** Where is searched, and what becomes of what is found. */
export interface FindPlace {
  /** Undefined while there are none. */
  commands(): StepCommands | undefined;
  cursor(): number | undefined;
  go(place: number): void;
  /** The search is over. */
  leave(): void;
}

/** A field that finds commands by name, row or bank, with buttons for the next and the previous. */
export class FindBar {
  readonly #field = element("input", {
    id: "timeline-find",
    class: "text-input find-field",
    type: "search",
    placeholder: "Find ACT, row 17",
    title: "Find commands by name, row or bank (/)",
    "aria-label": "Find commands by name, row or bank",
    autocomplete: "off",
    spellcheck: "false",
  });
  readonly #count = element("span", {
    id: "timeline-found",
    class: "find-count",
    "aria-live": "polite",
  });
  readonly element = element(
    "div",
    { class: "find-bar", role: "search" },
    this.#field,
    this.#count,
    ...(["previous", "next"] as const).map((way) => {
      const go = () => this.#go(way === "next" ? 1 : -1);
      const key = way === "next" ? "Enter" : "Shift+Enter";
      return makeIconButton(`timeline-find-${way}`, way, `Find ${way}`, go, key).element;
    }),
  );
  /** What was searched last, and where. */
  #searched: { readonly commands: StepCommands; readonly text: string } | undefined;
  #found: Uint32Array = new Uint32Array();

  constructor(private readonly place: FindPlace) {
    this.#field.addEventListener("input", () => this.#showCount());
    this.#field.addEventListener("keydown", (event) => {
      if (event.key === "Enter") this.#go(event.shiftKey ? -1 : 1);
      else if (event.key === "Escape") place.leave();
      // What is typed is nothing that the page should act upon.
      event.stopPropagation();
    });
  }

  focus(): void {
    this.#field.focus();
    this.#field.select();
  }

  #search(): Uint32Array {
    const commands = this.place.commands();
    const text = this.#field.value;
    const query = parseCommandQuery(text);
    if (!commands || !query) return new Uint32Array();
    if (this.#searched?.commands !== commands || this.#searched.text !== text) {
      this.#searched = { commands, text };
      this.#found = findCommands(commands, query);
    }
    return this.#found;
  }

  #go(step: 1 | -1): void {
    const found = this.#search();
    const next = nextFound(found, this.place.cursor(), step);
    if (next !== undefined) this.place.go(next);
    this.#showCount(next);
  }

  #showCount(at?: number): void {
    const found = this.#search();
    const total = formatCount(found.length);
    const isEmpty = this.#field.value.trim() === "";
    const which = at === undefined ? total : `${formatCount(found.indexOf(at) + 1)} of ${total}`;
    setText(this.#count, isEmpty ? "" : which);
  }
}
