import { spawnSync } from "node:child_process";

/** What a run of the command line left behind. */
export interface CliRun {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs the bundled command line as a user would. */
export function runCli(...args: readonly string[]): CliRun {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["dist/cli.mjs", ...args], {
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  return { code: status, out: stdout, err: stderr };
}
