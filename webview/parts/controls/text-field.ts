import { element, setAttributes } from "../dom/element";

export interface TextControl {
  readonly element: HTMLElement;
  show(text: string): void;
  /** Marks what is in the field as wrong, or no longer wrong. */
  markInvalid(invalid: boolean): void;
  focus(): void;
}

/**
 * A line of text below its name.
 * @param onCommit told what was typed, when the user leaves the field or presses Enter
 */
export function makeTextField(
  id: string,
  label: string,
  onCommit: (text: string) => void,
): TextControl {
  const attributes = { id, class: "text-input", type: "text", spellcheck: "false" };
  const input = element("input", { ...attributes, autocomplete: "off" });
  input.addEventListener("change", () => onCommit(input.value));
  return {
    element: element(
      "label",
      { class: "field text-field" },
      element("span", { class: "field-label" }, label),
      input,
    ),
    show(text) {
      if (input.value !== text) input.value = text;
    },
    markInvalid: (invalid) => setAttributes(input, { "aria-invalid": invalid && "true" }),
    focus: () => input.focus(),
  };
}
