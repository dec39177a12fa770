import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { run } from "./run.mjs";

const names = ["python3", "/usr/bin/python3"];
const aptPackage = "python3-torch";

/**
 * Finds a Python with torch: KVTRACE_PYTHON, else one on PATH, else Debian's own where this process
 * may install packages.
 *
 * @param {(line: string) => void} [say] told when there is something to wait for, and why none was found
 * @returns {Promise<string | undefined>} the executable, or undefined where there is none
 */
export async function findTorchPython(say = console.error) {
  const chosen = process.env.KVTRACE_PYTHON;
  if (chosen) {
    if (hasTorch(chosen)) return chosen;
    throw new Error(`KVTRACE_PYTHON names ${chosen}, which is no Python with torch.`);
  }
  const found = names.find(hasTorch);
  if (found) return found;
  if (process.getuid?.() !== 0 || !existsSync("/etc/debian_version")) {
    say(`There is no Python with torch; "sudo apt-get install ${aptPackage}" would bring it.`);
    return undefined;
  }
  say(`Installing ${aptPackage} ...`);
  try {
    await aptGet("update");
    await aptGet("install", "-y", "--no-install-recommends", aptPackage);
  } catch (error) {
    say(`It could not be installed: ${error instanceof Error ? error.message : String(error)}`);
  }
  return names.find(hasTorch);
}

function hasTorch(/** @type {string} */ python) {
  return spawnSync(python, ["-c", "import torch"], { stdio: "ignore" }).status === 0;
}

async function aptGet(/** @type {string[]} */ ...args) {
  await run("apt-get", args, { env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } });
}
