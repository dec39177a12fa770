import { hostname, uptime } from "node:os";
import * as v from "valibot";

/** The process that a run is under way in. */
export interface RunOwner {
  readonly host: string;
  readonly pid: number;
  /** When it took the run up; ISO 8601. */
  readonly since: string;
}

export const runOwner = v.object({
  host: v.string(),
  pid: v.pipe(v.number(), v.integer(), v.minValue(1)),
  since: v.string(),
});

export function thisOwner(): RunOwner {
  return { host: hostname(), pid: process.pid, since: new Date().toISOString() };
}

/** Whether the process is known to have ended; of another machine's that cannot be known. */
export function isGone({ host, pid, since }: RunOwner): boolean {
  if (host !== hostname()) return false;
  const booted = Date.now() - uptime() * 1000;
  return Date.parse(since) < booted || !isAlive(pid);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // One of another user is alive too.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
