import { patienceMs, waitFor } from "./wait-for.mjs";

/** @typedef {import("playwright-core").Frame} Frame */
/** @typedef {import("playwright-core").Page} Page */

/**
 * Waits for a webview on screen that contains an element.
 *
 * @param {Page} page
 * @param {string} [having] selector of that element
 * @param {number} [limitMs]
 * @returns {Promise<Frame>} the extension's own document
 */
export async function webviewFrame(page, having = "body", limitMs = patienceMs) {
  const find = async () => {
    for (const frame of await visibleWebviews(page)) {
      if ((await frame.locator(having).count()) > 0) return frame;
    }
    return undefined;
  };
  return waitFor(`a webview with "${having}"`, find, limitMs);
}

/**
 * The documents of all webviews on screen. VS Code keeps hidden ones in the page, too, and wraps
 * each document in a frame of its own.
 *
 * @param {Page} page
 * @returns {Promise<Frame[]>}
 */
export async function visibleWebviews(page) {
  const wrappers = await page.locator("iframe.webview.ready:visible").elementHandles();
  const frames = wrappers.map(async (wrapper) => {
    const outer = await wrapper.contentFrame();
    const inner = await outer?.$("iframe#active-frame");
    return inner?.contentFrame();
  });
  return (await Promise.all(frames)).filter((frame) => frame !== null && frame !== undefined);
}
