import { pageAddress } from "./address.mjs";
import { startBrowser } from "./browser.mjs";
import { printLog } from "./print-log.mjs";
import { startServer } from "./server.mjs";
import { temporaryFolder } from "./temporary-folder.mjs";
import { witnessed } from "./witness.mjs";

/** @typedef {{ folder: string, extensionDevelopmentPath: string, extensionTestsPath: string }} Run */

const defaultLimitSeconds = 600;

/**
 * Runs the tests of an unpacked extension inside VS Code and gives their exit code. The tests have
 * a limit of KVTRACE_HOST_LIMIT seconds.
 *
 * @param {Run} run
 * @returns {Promise<number>}
 */
export async function runInHost(run) {
  const scratch = temporaryFolder("run");
  const { entry, hasPassed } = await witnessed(run.extensionTestsPath, scratch.path);
  const server = await startServer({ development: true });
  try {
    const browser = await startBrowser();
    try {
      const address = pageAddress(server, { ...run, extensionTestsPath: entry });
      const code = await exitCode(browser, address, server.ended);
      if (code === 0 && !hasPassed()) throw new Error("The extension host died during the tests.");
      return code;
    } finally {
      await browser.close();
    }
  } finally {
    await server.stop();
    scratch.remove();
  }
}

/**
 * Opens the page and waits for the code that it reports.
 *
 * @param {import("playwright-core").Browser} browser
 * @param {string} address
 * @param {Promise<void>} serverEnded
 * @returns {Promise<number>}
 */
async function exitCode(browser, address, serverEnded) {
  const limit = Number(process.env.KVTRACE_HOST_LIMIT ?? defaultLimitSeconds);
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.exposeFunction("codeAutomationLog", printLog);
  return new Promise((resolve, reject) => {
    const fail = (/** @type {string} */ why) => () => reject(new Error(why));
    const timer = setTimeout(fail(`The tests did not end within ${limit} s.`), limit * 1000);
    timer.unref();
    void serverEnded.then(fail("The server ended before the tests did."));
    page.on("crash", fail("The page crashed before the tests ended."));
    browser.on("disconnected", fail("The browser ended before the tests did."));
    const open = async () => {
      await page.exposeFunction("codeAutomationExit", resolve);
      await page.goto(address);
    };
    open().catch(reject);
  });
}
