import { execFile } from "node:child_process";
import { promisify } from "node:util";

const shownCharacters = 700;

/**
 * Runs a program to its end; if that fails, the error says in the program's own words why.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv }} [options]
 */
export async function run(command, args, options = {}) {
  try {
    await promisify(execFile)(command, args, { ...options, maxBuffer: 1 << 26 });
  } catch (error) {
    const { stdout, stderr, message } =
      /** @type {Error & { stdout?: string, stderr?: string }} */ (error);
    const words = stderr?.trim() || stdout?.trim() || message;
    throw new Error(`${[command, ...args].join(" ")} failed: ${ends(words)}`);
  }
}

/** Some programs say what went wrong first, some last. */
function ends(/** @type {string} */ text) {
  if (text.length <= 2 * shownCharacters) return text;
  return `${text.slice(0, shownCharacters)}\n...\n${text.slice(-shownCharacters)}`;
}
