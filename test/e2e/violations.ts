/** What the content security policy blocks while tests run: nothing ought to be. */
import type { Frame, Page } from "playwright-core";

export interface ViolationWatch {
  /** All that was blocked in pages of ours so far, a line each. */
  found(): Promise<string[]>;
}

/**
 * Listens from now on: to the page's own count of `securitypolicyviolation` events, in every
 * webview that is open in the end, and to the browser's console, which also tells of those before the
 * page's first script and of webviews that were closed.
 */
export function watchViolations(page: Page): ViolationWatch {
  const told: string[] = [];
  page.on("console", (message) => {
    const { url } = message.location();
    const isBlocked = message.text().includes("Content Security Policy");
    if (isBlocked && isWebview(url)) told.push(`${url}: ${message.text()}`);
  });
  return {
    async found() {
      const counted = await Promise.all(page.frames().map(violationsIn));
      return [...told, ...counted.flat()];
    },
  };
}

/** Webviews have an origin of their own; the workbench and its workers do not concern us. */
function isWebview(url: string): boolean {
  return /\/webview\/|vscode-resource|fake\.html/.test(url);
}

async function violationsIn(frame: Frame): Promise<string[]> {
  try {
    const count = await frame.evaluate(() => document.body.dataset.violations ?? "0");
    return count === "0" ? [] : [`${frame.url()}: ${count} events`];
  } catch {
    // A frame that has gone while it was asked counts in the console.
    return [];
  }
}
