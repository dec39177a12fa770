import { accessSync, constants, existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { run } from "./run.mjs";

const names = ["chromium", "chromium-browser", "google-chrome"];
const packages = ["chromium", "fonts-dejavu-core"];

/**
 * Finds a Chromium to drive: KVTRACE_CHROMIUM, else one on PATH, else Debian's own where this
 * process may install packages.
 *
 * @param {(line: string) => void} [say] told when there is something to wait for
 * @returns {Promise<string>} path of the executable
 */
export async function findChromium(say = console.error) {
  const chosen = process.env.KVTRACE_CHROMIUM;
  if (chosen) {
    if (isExecutable(chosen)) return chosen;
    throw new Error(`KVTRACE_CHROMIUM names ${chosen}, which is not an executable file.`);
  }
  return onPath() ?? (await installed(say));
}

function onPath() {
  const folders = (process.env.PATH ?? "").split(delimiter).filter(Boolean);
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isExecutable);
}

function isExecutable(/** @type {string} */ path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

async function installed(/** @type {(line: string) => void} */ say) {
  const mayInstall = process.getuid?.() === 0 && existsSync("/etc/debian_version");
  if (mayInstall) {
    say(`Installing ${packages.join(" and ")} ...`);
    await aptGet("update");
    await aptGet("install", "-y", "--no-install-recommends", ...packages);
  }
  const found = onPath();
  if (found) return found;
  throw new Error(
    "No Chromium found. Install one, for example with " +
      `"sudo apt-get update && sudo apt-get install -y ${packages.join(" ")}", ` +
      "or set KVTRACE_CHROMIUM to the path of a Chromium or Chrome executable.",
  );
}

async function aptGet(/** @type {string[]} */ ...args) {
  await run("apt-get", args, { env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } });
}
