import { patienceMs, waitFor } from "./wait-for.mjs";

/** @typedef {import("playwright-core").Page} Page */

/**
 * Opens a file by double click in the explorer and waits for its tab.
 *
 * @param {Page} page
 * @param {string} path from the opened folder, with "/" between folders
 * @param {number} [limitMs]
 */
export async function openFile(page, path, limitMs = patienceMs) {
  const names = path.split("/");
  let above = -1;
  for (const [depth, name] of names.entries()) {
    const place = { name, level: depth + 1, above };
    const row = await waitFor(`"${name}" in the explorer`, () => findRow(page, place), limitMs);
    above = row.index;
    if (depth < names.length - 1) await expand(row.locator);
    else await row.locator.dblclick();
  }
  const name = JSON.stringify(names[names.length - 1]);
  await page.locator(`.tabs-container .tab[data-resource-name=${name}]`).first().waitFor();
}

async function expand(/** @type {import("playwright-core").Locator} */ row) {
  if ((await row.getAttribute("aria-expanded")) === "false") await row.click();
}

/**
 * The first row of that name and depth below its parent's row.
 *
 * @param {Page} page
 * @param {{ name: string, level: number, above: number }} place
 */
async function findRow(page, { name, level, above }) {
  const rows = page
    .locator(`.explorer-folders-view .monaco-list-row[aria-level="${level}"]`)
    .filter({ has: page.locator(".label-name").getByText(name, { exact: true }) });
  for (const row of await rows.all()) {
    const index = Number(await row.getAttribute("data-index"));
    // Addressed by its place from here on, as other folders may hold the same name.
    const locator = page.locator(`.explorer-folders-view .monaco-list-row[data-index="${index}"]`);
    if (index > above) return { index, locator };
  }
  return undefined;
}
