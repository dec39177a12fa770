import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** Root of this checkout. */
export const repository = fileURLToPath(new URL("../..", import.meta.url));

/**
 * Folder for everything the host installs or remembers: hundreds of megabytes that git ignores.
 * A build machine points KVTRACE_HOST_CACHE at a folder that outlives the checkout.
 *
 * @returns {string}
 */
export function cacheFolder() {
  return resolve(process.env.KVTRACE_HOST_CACHE ?? join(repository, ".vscode-test-host"));
}
