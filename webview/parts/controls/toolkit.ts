/**
 * The controls of @vscode/webview-ui-toolkit behind interfaces of our own: the only file that
 * imports it, so that another set of controls replaces this file and nothing else.
 */
import { sameValue } from "../../../src/shared/same-value";
import {
  provideVSCodeDesignSystem,
  vsCodeButton,
  vsCodeCheckbox,
  vsCodeDropdown,
  vsCodeOption,
  vsCodeTextField,
  type Button,
  type Checkbox,
  type Dropdown,
  type TextField,
} from "@vscode/webview-ui-toolkit";
import type { Choice } from "./choice";
import { element, setAttributes } from "../dom/element";
import { icon, type IconName } from "../dom/icon";

type DropdownElement = HTMLElement & Pick<Dropdown, "value">;
type CheckboxElement = HTMLElement & Pick<Checkbox, "checked">;
type TextFieldElement = HTMLElement & Pick<TextField, "value">;
type ButtonElement = HTMLElement & Pick<Button, "disabled">;

export interface ChoiceControl<Value extends string = string> {
  readonly element: HTMLElement;
  show(choices: readonly Choice<Value>[], value: Value): void;
}

export interface CheckControl {
  readonly element: HTMLElement;
  show(checked: boolean): void;
}

export interface TextControl {
  readonly element: HTMLElement;
  show(text: string): void;
  /** Marks what is in the field as wrong, or no longer wrong. */
  markInvalid(invalid: boolean): void;
  focus(): void;
}

export interface IconButtonControl extends ButtonControl {
  /** Shows another drawing, with another name. */
  change(name: IconName, label: string): void;
}

export interface ButtonControl {
  readonly element: HTMLElement;
  enable(enabled: boolean): void;
  focus(): void;
}

/** Makes the browser know the controls; once per page, before any is made. */
export function registerToolkit(): void {
  provideVSCodeDesignSystem().register(
    vsCodeButton(),
    vsCodeCheckbox(),
    vsCodeDropdown(),
    vsCodeOption(),
    vsCodeTextField(),
  );
}

export function makeDropdown<Value extends string>(
  id: string,
  onChoose: (value: Value) => void,
): ChoiceControl<Value> {
  const control = document.createElement("vscode-dropdown") as DropdownElement;
  control.id = id;
  control.addEventListener("change", () => onChoose(control.value as Value));
  let shown: readonly Choice<Value>[] = [];
  return {
    element: control,
    show(choices, value) {
      if (sameValue(choices, shown)) {
        control.value = value;
        return;
      }
      shown = choices;
      control.replaceChildren(...choices.map((choice) => makeOption(choice, value)));
    },
  };
}

function makeOption(choice: Choice, selected: string): HTMLElement {
  const option = document.createElement("vscode-option");
  setAttributes(option, {
    value: choice.value,
    disabled: choice.disabled,
    selected: choice.value === selected,
  });
  option.textContent = choice.label;
  return option;
}

export function makeCheckbox(
  id: string,
  label: string,
  onChange: (checked: boolean) => void,
): CheckControl {
  const control = document.createElement("vscode-checkbox") as CheckboxElement;
  setAttributes(control, { id, "aria-label": label });
  control.textContent = label;
  let shown = false;
  // The control also reports the values that it is given.
  control.addEventListener("change", () => {
    if (control.checked !== shown) onChange((shown = control.checked));
  });
  return {
    element: control,
    show(checked) {
      shown = checked;
      control.checked = checked;
    },
  };
}

/** @param onCommit told what was typed, when the user leaves the field or presses Enter */
export function makeTextField(
  id: string,
  label: string,
  onCommit: (text: string) => void,
): TextControl {
  const control = document.createElement("vscode-text-field") as TextFieldElement;
  setAttributes(control, { id, spellcheck: "false", autocomplete: "off" });
  control.textContent = label;
  control.addEventListener("change", () => onCommit(control.value));
  return {
    element: control,
    show(text) {
      if (control.value !== text) control.value = text;
    },
    markInvalid: (invalid) => setAttributes(control, { "aria-invalid": invalid && "true" }),
    focus: () => control.focus(),
  };
}

export function makeButton(
  id: string,
  label: string,
  appearance: "primary" | "secondary",
  onPress: () => void,
): ButtonControl {
  const control = makeBareButton(id, appearance, onPress);
  control.append(label);
  return buttonControl(control);
}

/** A button that shows only a drawing; `label` is what it is called. */
export function makeIconButton(
  id: string,
  name: IconName,
  label: string,
  onPress: () => void,
): IconButtonControl {
  const control = makeBareButton(id, "icon", onPress);
  const holder = element("span", { class: "icon-holder" });
  control.append(holder);
  const change = (drawing: IconName, text: string) => {
    setAttributes(control, { "aria-label": text, title: text });
    holder.replaceChildren(icon(drawing));
  };
  change(name, label);
  return { ...buttonControl(control), change };
}

function makeBareButton(id: string, appearance: string, onPress: () => void): ButtonElement {
  const control = document.createElement("vscode-button") as ButtonElement;
  setAttributes(control, { id, appearance });
  control.addEventListener("click", () => {
    if (!control.disabled) onPress();
  });
  return control;
}

function buttonControl(control: ButtonElement): ButtonControl {
  return {
    element: control,
    enable: (enabled) => void (control.disabled = !enabled),
    focus: () => control.focus(),
  };
}
