import { readFile } from "node:fs/promises";

/**
 * Settings that name the editors of an extension's files. A page that is told to open a file at its
 * start opens it as text while it does not know the extension yet; for an editor that the settings
 * name it waits, though not on every reload.
 *
 * @param {string | URL} manifest path of the extension's package.json
 * @returns {Promise<Record<string, unknown>>}
 */
export async function editorAssociations(manifest) {
  /** @type {{ contributes?: { customEditors?: CustomEditor[] } }} */
  const { contributes } = JSON.parse(await readFile(manifest, "utf8"));
  const editors = (contributes?.customEditors ?? []).filter(isDefault);
  const entries = editors.flatMap(({ viewType, selector }) =>
    selector.map(({ filenamePattern }) => [filenamePattern, viewType]),
  );
  return { "workbench.editorAssociations": Object.fromEntries(entries) };
}

/**
 * @typedef {object} CustomEditor
 * @property {string} viewType
 * @property {string} [priority]
 * @property {{ filenamePattern: string }[]} selector
 */

function isDefault(/** @type {CustomEditor} */ { priority = "default" }) {
  return priority === "default";
}
