import { patienceMs, waitFor } from "./wait-for.mjs";

/** @typedef {import("playwright-core").Page} Page */

const attemptMs = 3000;

/**
 * Runs a command from the command palette, waiting until the palette offers it.
 *
 * @param {Page} page
 * @param {string} title as the palette shows it, with its category: "View: Split Editor"
 * @param {number} [limitMs]
 */
export async function runCommand(page, title, limitMs = patienceMs) {
  const input = page.locator(".quick-input-widget .quick-input-box input");
  const row = page
    .locator(".quick-input-list .monaco-list-row")
    .filter({ has: page.locator(".label-name").getByText(title, { exact: true }) });
  // An open palette shows no commands that come later, so every attempt opens it anew.
  const attempt = async () => {
    await page.keyboard.press("F1");
    try {
      await input.fill(`>${title}`, { timeout: attemptMs });
      await row.first().click({ timeout: attemptMs });
      return true;
    } catch (error) {
      await page.keyboard.press("Escape");
      throw error;
    }
  };
  await waitFor(`the command "${title}" in the palette`, attempt, limitMs);
}
