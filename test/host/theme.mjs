import { folderSettings, writeSettings } from "./settings.mjs";
import { waitFor } from "./wait-for.mjs";
import { visibleWebviews } from "./webview.mjs";

/**
 * The colour themes that VS Code itself comes with: name in the settings, class on the workbench,
 * kind told to webviews.
 */
const themes = {
  light: { name: "Light 2026", workbench: "vs", webview: "vscode-light" },
  dark: { name: "Dark 2026", workbench: "vs-dark", webview: "vscode-dark" },
  highContrastDark: {
    name: "Default High Contrast",
    workbench: "hc-black",
    webview: "vscode-high-contrast",
  },
  highContrastLight: {
    name: "Default High Contrast Light",
    workbench: "hc-light",
    webview: "vscode-high-contrast-light",
  },
};

/** @typedef {keyof typeof themes} ThemeName */

/**
 * Switches the colour theme and waits until the workbench and all webviews on screen have it.
 *
 * @param {import("playwright-core").Page} page
 * @param {string} folder that the page shows
 * @param {ThemeName} theme
 */
export async function setTheme(page, folder, theme) {
  const { name, workbench, webview } = themes[theme];
  await writeSettings(folderSettings(folder), { "workbench.colorTheme": name });
  await page.locator(`.monaco-workbench.${workbench}`).waitFor();
  await waitFor(`webviews in ${name}`, async () => {
    const frames = await visibleWebviews(page);
    const painted = await Promise.all(
      frames.map((frame) => frame.locator(`body[data-vscode-theme-kind="${webview}"]`).count()),
    );
    return painted.every((count) => count === 1) ? true : undefined;
  });
}
