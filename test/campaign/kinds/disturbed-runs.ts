import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { Random } from "../../../src/core/trace/generate/random";
import { tableFiles } from "../../fixtures/experiment/table-files";
import type { Attempt, Kind, Try } from "../frame/kind";

const experiment = path.resolve("media/samples/oz-small.kvsim.json");

interface Ended {
  readonly code: number | null;
  readonly err: string;
}

/** Runs the sample's experiment as a process of its own. */
function run(out: string, more: readonly string[], killAfter?: number, limit?: number) {
  const cli = [path.resolve("dist/cli.mjs"), "run", experiment, "--out", out, ...more];
  const bounded = ["-c", `ulimit -f ${limit}; exec "$@"`, "sh", process.execPath, ...cli];
  const child = limit === undefined ? spawn(process.execPath, cli) : spawn("sh", bounded);
  const timer = setTimeout(() => child.kill("SIGKILL"), killAfter ?? 2 ** 30);
  return new Promise<Ended>((resolve) => {
    let err = "";
    child.stdout.resume();
    child.stderr.on("data", (text) => (err += String(text)));
    child.on("exit", (code) => {
      clearTimeout(timer);
      resolve({ code, err });
    });
  });
}

function tablesOf(out: string): string {
  const hash = createHash("sha256");
  for (const name of tableFiles) hash.update(readFileSync(path.join(out, name)));
  return hash.digest("hex");
}

function demand(holds: boolean, law: string, { err }: Ended): asserts holds {
  if (!holds) throw new Error(`${law}: ${err}`);
}

/** Resumes what was disturbed and compares its tables with those of a run that was not. */
async function resume(out: string, tables: string): Promise<void> {
  const isBegun = existsSync(path.join(out, "run.json"));
  const ended = await run(out, ["--no-cache", ...(isBegun ? ["--resume"] : [])]);
  demand(ended.code === 0, "a disturbed run could not be resumed", ended);
  demand(tablesOf(out) === tables, "a resumed run has other tables", ended);
}

function checkRefusal(ended: Ended): void {
  demand(ended.code === 2, `ended with ${ended.code}`, ended);
  demand(/^kvtrace: [^\n]+: [^\n]+$/m.test(ended.err), "refused without a sentence", ended);
  demand(!/\bat .*\.m?js:\d+/.test(ended.err), "refused with a stack trace", ended);
}

/** @param disturb makes a try; `tables` and `milliseconds` are of a run that nobody disturbs */
function runKind(
  name: string,
  disturb: (attempt: Attempt, tables: string, milliseconds: number) => ReturnType<Try>,
): Kind {
  const prepare = async (folder: string): Promise<Try> => {
    const out = path.join(folder, "undisturbed");
    const began = performance.now();
    const ended = await run(out, ["--no-cache"]);
    const milliseconds = Math.ceil(performance.now() - began);
    demand(ended.code === 0, "the sample's experiment fails", ended);
    const tables = tablesOf(out);
    return (attempt) => disturb(attempt, tables, milliseconds);
  };
  return { name, longest: 20_000, prepare };
}

const killed = runKind("run killed and resumed", async (attempt, tables, milliseconds) => {
  const { random, folder, keep } = attempt;
  const out = path.join(folder(), "out");
  for (let kills = 1 + random.below(2); kills > 0; kills--) {
    const after = random.below(milliseconds);
    keep(`killed after ${after} ms`);
    const isBegun = existsSync(path.join(out, "run.json"));
    await run(out, ["--no-cache", ...(isBegun ? ["--resume"] : [])], after);
  }
  await resume(out, tables);
  return "accepted";
});

const noRoom = runKind(
  "run without room for its files",
  async ({ random, folder, keep }, tables) => {
    const out = path.join(folder(), "out");
    // Blocks of 512 bytes; the largest table has some hundred.
    const limit = 1 + random.below(400);
    keep(`files of at most ${limit} blocks`);
    const ended = await run(out, ["--no-cache"], undefined, limit);
    if (ended.code !== 0) checkRefusal(ended);
    else demand(tablesOf(out) === tables, "a run without room has other tables", ended);
    await resume(out, tables);
    return ended.code === 0 ? "accepted" : "refused";
  },
);

const forbidden = runKind("run that may not write", async ({ folder, keep }, tables) => {
  const out = path.join(folder(), "out");
  mkdirSync(out);
  // Whoever may write everywhere finds a file where the run's folder is to be.
  const isRoot = process.getuid?.() === 0;
  keep(isRoot ? "a file in the place of the units" : "a folder without permission");
  if (isRoot) writeFileSync(path.join(out, "units"), "");
  else chmodSync(out, 0o500);
  const ended = await run(out, ["--no-cache"]);
  checkRefusal(ended);
  chmodSync(out, 0o700);
  if (isRoot) rmSync(path.join(out, "units"));
  await resume(out, tables);
  return "refused";
});

const sharedCache = runKind("cache damaged under two runs", async (attempt, tables) => {
  const { random, folder, keep } = attempt;
  const own = folder();
  const cache = path.join(own, "cache");
  const way = (["damaged", "removed", "folder removed"] as const)[random.below(3)];
  keep(way);
  const outs = ["one", "other"].map((name) => path.join(own, name));
  const meddling = { isOver: false };
  const runs = Promise.all(outs.map((out) => run(out, ["--cache", cache]))).finally(() => {
    meddling.isOver = true;
  });
  const meddled = (async () => {
    while (!meddling.isOver) {
      await pause(5 + random.below(40));
      meddle(cache, way, random);
    }
  })();
  for (const [at, ended] of (await runs).entries()) {
    demand(ended.code === 0, "a run failed because of its cache", ended);
    demand(!ended.err.includes("cannot be used"), "a cache was given up", ended);
    demand(tablesOf(outs[at]) === tables, "a damaged cache changed tables", ended);
  }
  await meddled;
  return "accepted";
});

function meddle(cache: string, way: "damaged" | "removed" | "folder removed", random: Random) {
  try {
    if (way === "folder removed" && random.below(4) > 0) return;
    if (way === "folder removed") rmSync(cache, { recursive: true, force: true });
    const names = existsSync(cache) ? readdirSync(cache) : [];
    if (names.length === 0) return;
    const file = path.join(cache, names[random.below(names.length)]);
    const bytes = readFileSync(file);
    // The run's own unit is the same file, which is left as it is.
    rmSync(file, { force: true });
    if (way === "damaged") writeFileSync(file, bytes.subarray(0, random.below(bytes.length)));
  } catch {
    // A run renames its files meanwhile.
  }
}

export const disturbedRunKinds: readonly Kind[] = [killed, noRoom, forbidden, sharedCache];
