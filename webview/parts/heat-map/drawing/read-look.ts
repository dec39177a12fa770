import type { HeatMapLook } from "./look";

/** In the editor's theme of now. */
export function readLook(): HeatMapLook {
  const style = getComputedStyle(document.body);
  const variable = (name: string, fallback: string) =>
    style.getPropertyValue(`--${name}`).trim() || fallback;
  const text = variable("vscode-foreground", style.color);
  return {
    text,
    faint: variable("vscode-descriptionForeground", text),
    line: variable("vscode-contrastBorder", "rgb(128 128 128 / 0.5)"),
    background: variable("vscode-editor-background", style.backgroundColor),
    accent: variable("vscode-focusBorder", text),
    font: style.fontFamily,
  };
}
