import { existsSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { serverEnvironment } from "./environment.mjs";
import { installServer } from "./install.mjs";
import { startGroup } from "./process-group.mjs";
import { quietSettings, userSettings, writeSettings } from "./settings.mjs";
import { temporaryFolder } from "./temporary-folder.mjs";
import { installVsix } from "./vsix.mjs";

const startLimitMs = 60_000;
const keptLogCharacters = 20_000;

/**
 * Pages may name an unpacked extension only with this flag. It also keeps notifications from popping
 * up, so a server that shows what a person sees goes without.
 */
const developmentFlags = ["--vscode-option", "enable-smoke-test-driver"];

/**
 * @typedef {object} ServerOptions
 * @property {string} [vsix] packaged extension to install first
 * @property {Record<string, unknown>} [settings] besides the quiet ones, for a profile without any
 * @property {boolean} [development] lets pages load unpacked extensions and run their tests
 * @property {string} [dataFolder] kept profile; without it the server gets a fresh one
 * @property {number} [port] without it any free port
 * @property {NodeJS.ProcessEnv} [env] what the extension host shall see besides this environment
 */

/**
 * @typedef {object} Server
 * @property {string} origin address of its pages
 * @property {string} authority host and port as they stand in vscode-remote: addresses
 * @property {string} userDataDir
 * @property {() => string} log the end of what it printed
 * @property {Promise<void>} ended settles when it is gone
 * @property {() => Promise<void>} stop
 */

/**
 * Starts VS Code as a server on the loopback address and waits until it answers.
 *
 * @param {ServerOptions} [options]
 * @returns {Promise<Server>}
 */
export async function startServer(options = {}) {
  const { node, entry } = await installServer();
  const scratch = temporaryFolder("host");
  const userDataDir = options.dataFolder ?? join(scratch.path, "profile");
  const extensionsDir = join(userDataDir, "extensions");
  const settings = userSettings(userDataDir);
  // In a kept profile they belong to the person who uses it.
  if (!existsSync(settings))
    await writeSettings(settings, { ...quietSettings, ...options.settings });
  if (options.vsix) await installVsix(options.vsix, { userDataDir, extensionsDir });

  const group = startGroup(
    node,
    [
      entry,
      ...["--bind-addr", `127.0.0.1:${options.port ?? 0}`, "--auth", "none"],
      ...["--user-data-dir", userDataDir, "--extensions-dir", extensionsDir],
      ...["--config", join(userDataDir, "server.yaml")],
      ...["--session-socket", join(scratch.path, "session.sock")],
      ...["--disable-telemetry", "--disable-update-check", "--disable-workspace-trust"],
      ...["--disable-getting-started-override", "--ignore-last-opened"],
      ...(options.development ? developmentFlags : []),
    ],
    // Sockets would be left behind in the machine's own folder for them.
    { env: { ...serverEnvironment(options.env), XDG_RUNTIME_DIR: scratch.path } },
  );
  let log = "";
  const keep = (/** @type {Buffer} */ text) => (log = (log + text).slice(-keptLogCharacters));
  group.child.stdout?.on("data", keep);
  group.child.stderr?.on("data", keep);

  const stop = async () => {
    await group.stop();
    scratch.remove();
  };
  try {
    const origin = await answering(group.ended, () => log);
    const authority = new URL(origin).host;
    return { origin, authority, userDataDir, log: () => log, ended: group.ended, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The server picks its port itself and prints it: no other process can take it in between. */
async function answering(/** @type {Promise<void>} */ ended, /** @type {() => string} */ log) {
  let gone = false;
  void ended.then(() => (gone = true));
  const deadline = Date.now() + startLimitMs;
  while (Date.now() < deadline && !gone) {
    const origin = /listening on (http:\/\/127\.0\.0\.1:\d+)/.exec(log())?.[1];
    if (origin && (await isHealthy(origin))) return origin;
    await delay(50);
  }
  throw new Error(`The server ${gone ? "ended" : "did not answer in time"}:\n${log()}`);
}

async function isHealthy(/** @type {string} */ origin) {
  try {
    return (await fetch(`${origin}/healthz`, { signal: AbortSignal.timeout(2000) })).ok;
  } catch {
    return false;
  }
}
