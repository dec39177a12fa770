/** Entry of a thread that runs and reads experiments, so that its caller is never kept busy. */
import { serveTasks, type TaskHandlers } from "../../threads/serve-tasks";
import { SimulationPool } from "../../simulation/threads/pool";
import { UnitCache } from "../cache/unit-cache";
import { runExperiment } from "../run/run-experiment";
import { OpenResults } from "../store/open-results";
import type { ExperimentTasks } from "./experiment-tasks";
import { HeadMessages } from "./head-messages";

const results = new OpenResults();

const tasks: TaskHandlers<ExperimentTasks> = {
  run: async ({ experiment, workerPath, workers, cacheFolder, cacheBytes, ...target }, context) => {
    const pool = new SimulationPool(workerPath, workers);
    try {
      const { path, record } = await runExperiment(experiment, {
        ...{ ...target, pool },
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
  open: async ({ folder, trace }) => (await results.get(folder, trace)).plan,
  heads: async ({ folder, trace, part }, context) => {
    const messages = new HeadMessages(context.part);
    const opened = await results.get(folder, trace);
    await opened.heads(part, (head) => messages.add(head), context.signal);
    messages.flush();
    return undefined;
  },
};

serveTasks(tasks);
