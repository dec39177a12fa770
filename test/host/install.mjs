import { createHash } from "node:crypto";
import { copyFile, mkdir, readFile, readdir, rename, rm, writeFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { cacheFolder } from "./paths.mjs";
import { run } from "./run.mjs";

const manifest = new URL("server/", import.meta.url);
const manifestFiles = ["package.json", "package-lock.json", ".npmrc"];
const stampName = "complete";
const partialPrefix = "server.partial-";

/**
 * @typedef {object} ServerProgram
 * @property {string} node the Node.js executable that the server needs
 * @property {string} entry the script it runs
 */

/**
 * Gives the server program, installing it into the cache folder if this exact version is not there.
 *
 * @param {(line: string) => void} [say] told when there is something to wait for
 * @returns {Promise<ServerProgram>}
 */
export async function installServer(say = console.error) {
  const target = join(cacheFolder(), "server");
  const stamp = await fingerprint();
  if (!(await isComplete(target, stamp))) {
    say("Installing the VS Code test host (once, about 800 MB in the cache folder) ...");
    await removeAbandoned();
    await installInto(target, stamp);
  }
  return {
    node: nodeFor(target),
    entry: join(target, "node_modules/code-server/out/node/entry.js"),
  };
}

/** Installs beside the target and moves it there whole, so that no run ever sees half of it. */
async function installInto(/** @type {string} */ target, /** @type {string} */ stamp) {
  const partial = join(cacheFolder(), `${partialPrefix}${process.pid}`);
  await mkdir(partial, { recursive: true });
  try {
    for (const name of manifestFiles) await copyFile(new URL(name, manifest), join(partial, name));
    const vscode = join(partial, "node_modules/code-server/lib/vscode");
    await npmCi(partial);
    // Their lock files were written without peer dependencies and match only that way.
    await npmCi(vscode, "--legacy-peer-deps");
    await npmCi(join(vscode, "extensions"), "--legacy-peer-deps");
    await writeFile(join(partial, stampName), stamp);
    await moveTo(target, partial, stamp);
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
}

async function moveTo(
  /** @type {string} */ target,
  /** @type {string} */ partial,
  /** @type {string} */ stamp,
) {
  // Another process may have finished the same install meanwhile, and may already be running it.
  if (await isComplete(target, stamp)) return;
  await rm(target, { recursive: true, force: true });
  await rename(partial, target).catch(async (error) => {
    if (!(await isComplete(target, stamp))) throw error;
  });
}

async function npmCi(/** @type {string} */ folder, /** @type {string[]} */ ...options) {
  const env = { ...process.env };
  // Set by "npm run" for the outer project, where this install must not go.
  delete env.npm_config_local_prefix;
  // Install scripts would need a compiler, and the packages carry prebuilt binaries.
  const args = ["ci", "--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund"];
  await run("npm", [...args, "--loglevel=error", ...options], { cwd: folder, env });
}

/** Removes what installs left that were ended halfway. */
async function removeAbandoned() {
  await mkdir(cacheFolder(), { recursive: true });
  for (const name of await readdir(cacheFolder())) {
    if (!name.startsWith(partialPrefix)) continue;
    if (isRunning(Number(name.slice(partialPrefix.length)))) continue;
    await rm(join(cacheFolder(), name), { recursive: true, force: true });
  }
}

function isRunning(/** @type {number} */ pid) {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

async function isComplete(/** @type {string} */ folder, /** @type {string} */ stamp) {
  return (await readFile(join(folder, stampName), "utf8").catch(() => "")) === stamp;
}

async function fingerprint() {
  const hash = createHash("sha256").update(`${process.platform} ${process.arch}\n`);
  for (const name of manifestFiles) hash.update(await readFile(new URL(name, manifest)));
  return hash.digest("hex");
}

function nodeFor(/** @type {string} */ target) {
  const packaged = join(target, `node_modules/node-${process.platform}-${process.arch}/bin/node`);
  if (existsSync(packaged)) return packaged;
  if (process.versions.node.startsWith("24.")) return process.execPath;
  throw new Error(
    `The test host brings Node.js for Linux on x64 and arm64 only; on ${process.platform} ` +
      `${process.arch} run the tests with Node.js 24.`,
  );
}
