/** One VS Code with the packaged extension for a file of tests. */
import assert from "node:assert/strict";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Browser } from "playwright-core";
import { editorAssociations } from "../../test/host/associations.mjs";
import { startBrowser } from "../../test/host/browser.mjs";
import { startServer, type Server } from "../../test/host/server.mjs";
import { openWorkbench, type Workbench } from "../../test/host/workbench.mjs";
import { watchViolations } from "./violations";

export const sampleTrace = path.resolve("media/samples/oz-small.kvtrace");

export interface TestHost {
  readonly workbench: Workbench;
  /** The opened folder, gone after the tests. */
  readonly folder: string;
  /** Ends it, and fails where the content security policy had to block anything meanwhile. */
  stop(): Promise<void>;
}

/**
 * Starts VS Code on a new folder.
 * @param files what the folder holds: name to the file it is copied from
 */
export async function startHost(files: Readonly<Record<string, string>>): Promise<TestHost> {
  const folder = mkdtempSync(path.join(tmpdir(), "kvtrace-e2e-"));
  for (const [name, source] of Object.entries(files)) cpSync(source, path.join(folder, name));
  const server: Server = await startServer({
    vsix: path.resolve("dist/kvtrace-inspector.vsix"),
    settings: await editorAssociations(path.resolve("package.json")),
  });
  const browser: Browser = await startBrowser();
  const workbench = await openWorkbench(browser, server, { folder });
  const violations = watchViolations(workbench.page);
  return {
    workbench,
    folder,
    stop: async () => {
      const blocked = await violations.found();
      await browser.close();
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
      assert.deepEqual(blocked, [], "nothing was blocked by the content security policy");
    },
  };
}
