import { element, setText } from "../dom/element";
import { makeTextField } from "./text-field";
import { parseNumber, type NumberRule } from "./parse-number";

export interface NumberField {
  readonly element: HTMLElement;
  /** NaN leaves the field empty. */
  show(value: number, rule: NumberRule): void;
}

/** A field for a number; what is wrong with it stands below, and nothing else happens then. */
export function makeNumberField(
  id: string,
  label: string,
  onCommit: (value: number) => void,
): NumberField {
  const problem = element("div", { class: "problem", role: "alert", "data-test": `${id}-problem` });
  let shownRule: NumberRule = { minimum: -Infinity, maximum: Infinity, integer: false };
  let shownValue = NaN;
  const tell = (text: string) => {
    setText(problem, text);
    field.markInvalid(text !== "");
  };
  const field = makeTextField(id, label, (text) => {
    const parsed = parseNumber(text, shownRule);
    tell(parsed.kind === "problem" ? `${label} ${parsed.problem}` : "");
    if (parsed.kind === "number" && parsed.value !== shownValue) onCommit(parsed.value);
  });
  return {
    element: element("div", { class: "field number-field" }, field.element, problem),
    show(value, rule) {
      shownRule = rule;
      if (Object.is(value, shownValue)) return;
      shownValue = value;
      field.show(Number.isNaN(value) ? "" : String(value));
      tell("");
    },
  };
}
