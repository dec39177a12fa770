/** Entry of a thread that runs or reads one study, so that its caller is never kept busy. */
import { parentPort, workerData } from "node:worker_threads";
import { packError } from "../../simulation/threads/messages";
import { Cancelled } from "../../cancelled";
import { SimulationPool } from "../../simulation/threads/pool";
import { buffersIn } from "../../simulation/questions/questions";
import { parseExperiment } from "../definition/parse-experiment";
import { readResults } from "../store/read-results";
import { runExperiment } from "../run/run-experiment";
import { openRunFolder } from "../store/run-folder";
import {
  cancelMessage,
  type ReadTask,
  type RunTask,
  type ThreadMessage,
  type ThreadTask,
} from "./thread-messages";
import { UnitCache } from "../cache/unit-cache";

const port = parentPort;
if (!port) throw new Error("This file runs as a thread.");

const post = (message: ThreadMessage, transfer: ArrayBuffer[] = []): void =>
  port.postMessage(message, transfer);

const giveUp = new AbortController();
port.on("message", (message) => {
  if (message === cancelMessage) giveUp.abort();
});

/** Few enough that taking one message in keeps nobody busy. */
const headsPerMessage = 16;

async function run(task: RunTask): Promise<void> {
  const { file, text, out, resume, workers, cacheFolder, cacheBytes } = task;
  const pool = new SimulationPool(task.workerPath, workers);
  try {
    const { path, record } = await runExperiment(parseExperiment(text, file), {
      ...{ file, text, out, resume, pool },
      parallel: workers,
      cache: cacheBytes > 0 ? new UnitCache(cacheFolder, cacheBytes) : undefined,
      signal: giveUp.signal,
      listener: {
        onProgress: (progress) => post({ kind: "progress", progress }),
        onNotice: (notice) => post({ kind: "notice", notice }),
      },
    });
    post({ kind: "finished", path, record });
  } finally {
    await pool.dispose();
  }
}

async function read({ folder, trace }: ReadTask): Promise<void> {
  const { plan, heads } = await readResults(await openRunFolder(folder), trace);
  post({ kind: "plan", plan });
  for (let from = 0; from < heads.length; from += headsPerMessage) {
    const part = heads.slice(from, from + headsPerMessage);
    post({ kind: "heads", heads: part }, buffersIn(part));
  }
  post({ kind: "done" });
}

async function perform(task: ThreadTask): Promise<void> {
  try {
    await (task.kind === "run" ? run(task) : read(task));
  } catch (error) {
    post(
      error instanceof Cancelled
        ? { kind: "cancelled" }
        : { kind: "failed", error: packError(error) },
    );
  } finally {
    port?.close();
  }
}

void perform(workerData as ThreadTask);
