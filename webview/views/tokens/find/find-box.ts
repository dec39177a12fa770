import { makeIconButton } from "../../../parts/controls/icon-button";
import { element, setText } from "../../../parts/dom/element";
import { formatCount } from "../../../../src/shared/format/number";
import { findTokens, nextToken } from "./find-tokens";

/** What a find box searches. */
export interface SearchedTokens {
  /** Tokens that there are. */
  readonly count: number;
  readonly text: (token: number) => string | undefined;
  /** The one that is picked now. */
  readonly picked: number | undefined;
}

/** A field that goes from one token to the next by its word or number. */
export class FindBox {
  readonly #input = element("input", {
    id: "tokens-find",
    type: "search",
    class: "find-input",
    placeholder: "Find token (/)",
    "aria-label": "Find tokens by word or number",
    spellcheck: "false",
  });
  readonly #count = element("span", { class: "find-count", role: "status" });
  readonly element: HTMLElement;

  constructor(
    private readonly searched: () => SearchedTokens,
    private readonly onFound: (token: number) => void,
  ) {
    const button = (name: "previous" | "next", direction: 1 | -1, key: string) => {
      const go = () => this.#go(direction);
      return makeIconButton(`tokens-find-${name}`, name, `Go to ${name} match`, go, key).element;
    };
    this.element = element(
      "div",
      { class: "find-box", role: "search" },
      this.#input,
      this.#count,
      button("previous", -1, "Shift+Enter"),
      button("next", 1, "Enter"),
    );
    this.#input.addEventListener("input", () => this.show());
    this.#input.addEventListener("keydown", (event) => {
      if (event.key === "Enter") this.#go(event.shiftKey ? -1 : 1);
      else if (event.key === "Escape" && this.#input.value !== "") {
        this.#input.value = "";
        this.show();
      } else return;
      event.preventDefault();
      event.stopPropagation();
    });
  }

  focus(): void {
    this.#input.focus();
    this.#input.select();
  }

  /** Says how many there are, and which of them is picked. */
  show(): void {
    if (this.#input.value.trim() === "") {
      setText(this.#count, "");
      return;
    }
    const found = this.#found();
    const { picked } = this.searched();
    const at = picked === undefined ? -1 : found.indexOf(picked);
    const count = formatCount(found.length);
    if (found.length === 0) setText(this.#count, "none");
    else setText(this.#count, at < 0 ? count : `${formatCount(at + 1)} of ${count}`);
  }

  #found(): number[] {
    const { count, text } = this.searched();
    return findTokens(this.#input.value, count, text);
  }

  #go(direction: 1 | -1): void {
    const token = nextToken(this.#found(), this.searched().picked, direction);
    if (token !== undefined) this.onFound(token);
  }
}
