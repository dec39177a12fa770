#!/usr/bin/env node
// Stands in for the desktop program: @vscode/test-electron starts it as "vscodeExecutablePath".
import { basename, resolve } from "node:path";
import { runInHost } from "./run-in-host.mjs";
import { temporaryFolder } from "./temporary-folder.mjs";

/**
 * Reads the arguments as the desktop program would. Its profile folders are not taken over: every
 * run gets a fresh profile, so that no run depends on the one before.
 */
function parse(/** @type {string[]} */ args) {
  const named = (/** @type {string} */ name) =>
    args.filter((arg) => arg.startsWith(`--${name}=`)).map((arg) => arg.slice(name.length + 3));
  const [development, ...others] = named("extensionDevelopmentPath");
  const [tests] = named("extensionTestsPath");
  const [folder] = args.filter((arg) => !arg.startsWith("-"));
  if (!development || !tests || others.length > 0) {
    throw new Error(
      `Usage: ${basename(process.argv[1])} --extensionDevelopmentPath=FOLDER ` +
        "--extensionTestsPath=MODULE [FOLDER]",
    );
  }
  return {
    folder: resolve(folder ?? temporaryFolder("empty").path),
    extensionDevelopmentPath: resolve(development),
    extensionTestsPath: resolve(tests),
  };
}

const signals = /** @type {const} */ ({ SIGHUP: 129, SIGINT: 130, SIGTERM: 143 });
for (const [signal, code] of Object.entries(signals)) {
  // An exit by process.exit runs the clean-up that a death by signal skips.
  process.once(signal, () => process.exit(code));
}

try {
  process.exit(await runInHost(parse(process.argv.slice(2))));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
