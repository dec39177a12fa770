import { pageAddress } from "./address.mjs";
import { openFile } from "./explorer.mjs";
import { readNotifications } from "./notifications.mjs";
import { runCommand } from "./palette.mjs";
import { folderSettings, writeSettings } from "./settings.mjs";
import { setTheme } from "./theme.mjs";
import { patienceMs } from "./wait-for.mjs";
import { webviewFrame } from "./webview.mjs";

/** @typedef {import("./server.mjs").Server} Server */

const viewport = { width: 1280, height: 800 };

/**
 * Opens the page of a folder and waits until a person could use it.
 *
 * @param {import("playwright-core").Browser} browser
 * @param {Server} server
 * @param {import("./address.mjs").PageOptions} options
 * @returns {Promise<Workbench>}
 */
export async function openWorkbench(browser, server, options) {
  const context = await browser.newContext({ viewport });
  try {
    const page = await context.newPage();
    await page.goto(pageAddress(server, options), { timeout: patienceMs });
    // The bell is among the last parts to come, when the workbench is restored.
    await page.locator('[id="status.notifications"]').waitFor({ timeout: patienceMs });
    return new Workbench(page, options.folder);
  } catch (error) {
    await context.close();
    throw error;
  }
}

/** What a person does with one page of VS Code. */
export class Workbench {
  #folder;

  /**
   * @param {import("playwright-core").Page} page
   * @param {string} folder that it shows
   */
  constructor(page, folder) {
    this.page = page;
    this.#folder = folder;
  }

  /** @param {string} title as the palette shows it, with its category */
  runCommand(title) {
    return runCommand(this.page, title);
  }

  /**
   * Until the extension runs, VS Code may open its files as text. So before the first file run one
   * of its commands and wait for what that shows.
   *
   * @param {string} path from the opened folder
   */
  openFile(path) {
    return openFile(this.page, path);
  }

  /** @param {string} [having] selector of an element that tells the webview from others */
  webview(having) {
    return webviewFrame(this.page, having);
  }

  notifications() {
    return readNotifications(this.page);
  }

  /** @returns {Promise<string[]>} texts of the status bar's items, icons left out */
  async statusBar() {
    const texts = await this.page.locator(".part.statusbar .statusbar-item").allInnerTexts();
    return texts.map((text) => text.trim()).filter(Boolean);
  }

  /** @param {string[]} keys one after the other, in Playwright's words: "Control+Shift+P" */
  async press(...keys) {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  /** @param {import("./theme.mjs").ThemeName} theme set in the opened folder's settings */
  setTheme(theme) {
    return setTheme(this.page, this.#folder, theme);
  }

  /**
   * Changes settings of the opened folder, in a file inside it; the page follows a moment later.
   *
   * @param {Record<string, unknown>} values
   */
  setSettings(values) {
    return writeSettings(folderSettings(this.#folder), values);
  }

  /** @param {string} path of the PNG file to write */
  async screenshot(path) {
    await this.page.screenshot({ path });
  }

  async close() {
    await this.page.context().close();
  }
}
