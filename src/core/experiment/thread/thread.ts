/** Entry of a thread that runs and reads experiments, so that its caller is never kept busy. */
import { serveTasks, type TaskHandlers } from "../../threads/serve-tasks";
import { SimulationPool } from "../../simulation/threads/pool";
import { UnitCache } from "../cache/unit-cache";
import { parseExperiment } from "../definition/parse-experiment";
import { runExperiment } from "../run/run-experiment";
import { readResults } from "../store/read-results";
import { openRunFolder } from "../store/run-folder";
import type { ExperimentTasks } from "./experiment-tasks";

/** Few enough that taking one message in keeps nobody busy. */
const headsPerMessage = 16;

const tasks: TaskHandlers<ExperimentTasks> = {
  run: async ({ text, workerPath, workers, cacheFolder, cacheBytes, ...target }, context) => {
    const pool = new SimulationPool(workerPath, workers);
    try {
      const { path, record } = await runExperiment(parseExperiment(text, target.file), {
        ...{ ...target, text, pool },
        parallel: workers,
        cache: cacheBytes > 0 ? new UnitCache(cacheFolder, cacheBytes) : undefined,
        signal: context.signal,
        listener: {
          onProgress: (progress) => context.part({ kind: "progress", progress }),
          onNotice: (notice) => context.part({ kind: "notice", notice }),
        },
      });
      return { path, record };
    } finally {
      await pool.dispose();
    }
  },
  read: async ({ folder, trace }, context) => {
    const { plan, heads } = await readResults(await openRunFolder(folder), trace);
    for (let from = 0; from < heads.length; from += headsPerMessage) {
      context.part(heads.slice(from, from + headsPerMessage));
    }
    return plan;
  },
};

serveTasks(tasks);
