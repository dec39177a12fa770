import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

/** Nothing that moves, asks, greets or fetches by itself while a test looks at the page. */
export const quietSettings = {
  "chat.commandCenter.enabled": false,
  "chat.disableAIFeatures": true,
  "explorer.compactFolders": false,
  "extensions.autoCheckUpdates": false,
  "extensions.autoUpdate": false,
  "extensions.ignoreRecommendations": true,
  "files.exclude": { "**/.vscode": true },
  "git.enabled": false,
  "security.workspace.trust.enabled": false,
  "telemetry.telemetryLevel": "off",
  "update.mode": "none",
  "window.autoDetectColorScheme": false,
  "window.autoDetectHighContrast": false,
  "workbench.colorTheme": "Dark 2026",
  "workbench.enableExperiments": false,
  "workbench.reduceMotion": "on",
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
};

/**
 * The settings of a profile; the server reads them when a page opens and never again.
 *
 * @param {string} userDataDir
 */
export function userSettings(userDataDir) {
  return join(userDataDir, "User", "settings.json");
}

/**
 * The settings of an opened folder; its page follows them at once.
 *
 * @param {string} folder
 */
export function folderSettings(folder) {
  return join(folder, ".vscode", "settings.json");
}

/**
 * Merges values into a settings file.
 *
 * @param {string} path
 * @param {Record<string, unknown>} values a value of undefined removes the setting
 */
export async function writeSettings(path, values) {
  const merged = { ...(await readSettings(path)), ...values };
  await mkdir(dirname(path), { recursive: true });
  // Renamed into place, because a page may read at any moment.
  await writeFile(`${path}.new`, `${JSON.stringify(merged, undefined, 2)}\n`);
  await rename(`${path}.new`, path);
}

/**
 * @param {string} path
 * @returns {Promise<Record<string, unknown>>}
 */
async function readSettings(path) {
  const text = await readFile(path, "utf8").catch(() => "{}");
  return /** @type {Record<string, unknown>} */ (JSON.parse(text));
}
