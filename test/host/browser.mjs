import { chromium } from "playwright-core";
import { findChromium } from "./chromium.mjs";

/**
 * Starts a headless browser; it ends with this process.
 *
 * @returns {Promise<import("playwright-core").Browser>}
 */
export async function startBrowser() {
  return chromium.launch({
    executablePath: await findChromium(),
    // Its handlers for these close the browser but let this process run on.
    handleSIGTERM: false,
    handleSIGHUP: false,
    args: [
      // Root and containers have neither the sandbox nor a large /dev/shm.
      "--no-sandbox",
      "--disable-dev-shm-usage",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-quic",
      "--disable-sync",
      // The product sends nothing anywhere; here nothing else does either.
      "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    ],
  });
}
