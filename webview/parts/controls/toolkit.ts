/**
 * What comes from `@vscode/webview-ui-toolkit`: the controls of it that look and behave as those of
 * the editor do today. The others are the browser's own, in files beside this one.
 */
import {
  provideVSCodeDesignSystem,
  vsCodeButton,
  vsCodeCheckbox,
  type Button,
  type Checkbox,
} from "@vscode/webview-ui-toolkit";
import { setAttributes } from "../dom/element";
import type { ButtonControl } from "./button-control";

type CheckboxElement = HTMLElement & Pick<Checkbox, "checked">;
type ButtonElement = HTMLElement & Pick<Button, "disabled">;

export interface CheckControl {
  readonly element: HTMLElement;
  show(checked: boolean): void;
}

/** Makes the browser know the controls; once per page, before any is made. */
export function registerToolkit(): void {
  provideVSCodeDesignSystem().register(vsCodeButton(), vsCodeCheckbox());
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

/** The one button of a form that does what the form is for. */
export function makePrimaryButton(id: string, label: string, onPress: () => void): ButtonControl {
  const control = document.createElement("vscode-button") as ButtonElement;
  setAttributes(control, { id, appearance: "primary" });
  control.textContent = label;
  control.addEventListener("click", () => {
    if (!control.disabled) onPress();
  });
  return {
    element: control,
    enable: (enabled) => void (control.disabled = !enabled),
    focus: () => control.focus(),
  };
}
