import { makePlainButton } from "../../parts/controls/plain-button";
import { element, setAttributes, setText } from "../../parts/dom/element";
import type { Fact } from "./facts";

/** Values of more characters than this may take more than three lines. */
const longValue = 50;

/** Facts as a description list; `data-test` names each. Their text is the file's, shown as text. */
export function fillFactList(list: HTMLElement, facts: readonly Fact[]): void {
  list.replaceChildren(
    ...facts.map(({ id, label, value }) =>
      element(
        "div",
        { class: "fact", "data-test": `fact-${id}` },
        element("dt", {}, label),
        value.length > longValue
          ? longText(label, value)
          : element("dd", { class: value === "unknown" && "missing", title: value }, value),
      ),
    ),
  );
}

/** A text that is cut to three lines, where it has more, until its reader asks for all. */
function longText(label: string, value: string): HTMLElement {
  const text = element("span", { class: "cut-text" }, value);
  const show = (all: boolean) => {
    text.classList.toggle("all", all);
    const act = all ? "Show less" : "Show all";
    setText(button, act);
    setAttributes(button, { "aria-expanded": `${all}`, "aria-label": `${act} of ${label}` });
  };
  const { element: button } = makePlainButton({ class: "text-button" }, () =>
    show(!text.classList.contains("all")),
  );
  show(false);
  // Its place is as wide as the window lets it be.
  new ResizeObserver(() => {
    const { scrollHeight, clientHeight, classList } = text;
    button.hidden = !classList.contains("all") && scrollHeight <= clientHeight;
  }).observe(text);
  return element("dd", {}, text, button);
}
