import { element } from "../../parts/dom/element";
import type { Fact } from "./facts";

/** Facts as a description list; `data-test` names each. Their text is the file's, shown as text. */
export function fillFactList(list: HTMLElement, facts: readonly Fact[]): void {
  list.replaceChildren(
    ...facts.map(({ id, label, value }) =>
      element(
        "div",
        { class: "fact", "data-test": `fact-${id}` },
        element("dt", {}, label),
        element("dd", { class: value === "unknown" && "missing", title: value }, value),
      ),
    ),
  );
}
