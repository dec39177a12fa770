import type { ColourSet } from "../colours/colour-set";
import { shownColourSet } from "../colours/shown-colour-set";
import type { ChartTheme } from "./chart-theme";
import { palettes, type PaletteName } from "./palette";

export function readTheme(): ChartTheme {
  const style = getComputedStyle(document.body);
  const variable = (name: string, fallback: string) =>
    style.getPropertyValue(`--vscode-${name}`).trim() || fallback;
  const text = variable("foreground", style.color);
  const colourSet = shownColourSet();
  return {
    text,
    // Themes give their own lines anything from white on black to white on white.
    grid: `color-mix(in srgb, ${text} 20%, transparent)`,
    background: variable("editor-background", style.backgroundColor),
    border: variable("contrastBorder", variable("editorWidget-border", style.color)),
    font: style.fontFamily,
    fontSize: parseFloat(style.fontSize) || 13,
    palette: palettes[paletteOf(colourSet)],
    colourSet,
    isStill: false,
  };
}

function paletteOf(set: ColourSet): PaletteName {
  return set === "light" || set === "high-contrast-light" ? "light" : "dark";
}

/** Tells when the editor's theme changed; the editor then changes the classes of the body. */
export function onThemeChange(listener: () => void): void {
  const attributes = { attributes: true, attributeFilter: ["class", "data-vscode-theme-id"] };
  new MutationObserver(listener).observe(document.body, attributes);
}
