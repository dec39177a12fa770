import { format } from "node:util";

/** What VS Code says about itself in the same stream; the missing modules are optional ones. */
const chatter = [
  /^(Resolving|Resolved) connection token/,
  /^Creating a socket/,
  /^(Ignoring fetching|Updating) additional builtin extensions/,
  /^No search provider registered for scheme/,
  /^\[(AccountPolicyGate|AgentHost:\w+|Service Worker|driver|reconnection-grace-time)\]/,
  /Cannot find module '\.\/build\/Release\/watchdog'/,
  /^Error: Could not locate the bindings file[^]*spdlog\.node/,
];

/**
 * Prints what an extension host logs, without VS Code's own lines unless KVTRACE_HOST_VERBOSE is set.
 *
 * @param {string} type level of the line
 * @param {unknown[]} args as given to console.log
 */
export function printLog(type, args) {
  const line = format(...args);
  if (!process.env.KVTRACE_HOST_VERBOSE && chatter.some((pattern) => pattern.test(line))) return;
  if (type === "error") console.error(line);
  else console.log(line);
}
