import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as delay } from "node:timers/promises";

/**
 * The command runs in place of the shell, while a second shell in the same group waits for the end
 * of its input. That input is a pipe held by this process, so the group dies with this process even
 * if it is killed in a way no handler can see.
 */
const leashed =
  'exec 3<&0; { cat <&3 >/dev/null; kill -KILL 0; } & exec 3<&-; exec "$@" </dev/null';

const patienceMs = 3000;

/**
 * @typedef {object} ProcessGroup
 * @property {import("node:child_process").ChildProcess} child the started program
 * @property {Promise<void>} ended settles when the started program is gone
 * @property {() => Promise<void>} stop ends the program and all it started; safe to call twice
 */

/**
 * Starts a program as the leader of a process group of its own, which never outlives this process.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, cwd?: string }} [options]
 * @returns {ProcessGroup}
 */
export function startGroup(command, args, options = {}) {
  const child = spawn("sh", ["-c", leashed, "sh", command, ...args], {
    ...options,
    detached: true,
    stdio: ["pipe", "pipe", "pipe"],
  });
  const kill = () => signalGroup(child.pid, "SIGKILL");
  // Before others that remove the folders it writes to.
  process.prependOnceListener("exit", kill);
  const ended = once(child, "exit").then(
    () => undefined,
    () => undefined,
  );

  const stop = async () => {
    signalGroup(child.pid, "SIGTERM");
    await Promise.race([ended, delay(patienceMs, undefined, { ref: false })]);
    kill();
    process.off("exit", kill);
    await ended;
  };
  return { child, ended, stop };
}

/** @param {number | undefined} leader @param {NodeJS.Signals} signal */
function signalGroup(leader, signal) {
  if (leader === undefined) return;
  try {
    process.kill(-leader, signal);
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== "ESRCH") throw error;
  }
}
