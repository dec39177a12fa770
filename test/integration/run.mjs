// Runs the integration tests inside VS Code: in the one that comes from npm, or, where
// KVTRACE_TEST_DESKTOP is set, in a desktop VS Code that @vscode/test-electron downloads.
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { runTests } from "@vscode/test-electron";

const workspace = mkdtempSync(join(tmpdir(), "kvtrace-integration-"));
// The editor keeps what a trace was last shown with: tests of studies have traces of their own.
for (const name of ["first", "second", "studied", "proposed"]) {
  cpSync("media/samples/oz-small.kvtrace", join(workspace, `${name}.kvtrace`));
}

const desktop = process.env.KVTRACE_TEST_DESKTOP !== undefined;
try {
  process.exitCode = await runTests({
    ...(desktop ? {} : { vscodeExecutablePath: resolve("test/host/vscode-executable.mjs") }),
    extensionDevelopmentPath: resolve("."),
    extensionTestsPath: resolve("dist-test/integration/index.js"),
    launchArgs: [workspace, ...(desktop ? ["--disable-extensions"] : [])],
  });
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  rmSync(workspace, { recursive: true, force: true });
}
