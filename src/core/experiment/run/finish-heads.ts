import { setMaxListeners } from "node:events";
import { Cancelled } from "../../cancelled";
import type { FileChanged } from "../../files/file-changed";
import { retryChanged } from "../../files/retry-changed";
import { SteadyFiles } from "../../files/steady-files";
import type { FinishedHead } from "../shards/shard-record";
import { finishHead, type HeadProgress, type RunListener, type UnitWork } from "./simulate-units";
import type { OpenedExperiment, ExperimentHead } from "../definition/opened-experiment";

/**
 * Finishes some heads of an experiment, several at once, and gives them back in their order. The first
 * failure stops the others. Where a trace changes meanwhile, all are gone through once more: what was
 * simulated of the same bytes is found in the run's store.
 * @throws what `finishHead` throws; InputError where a trace changes again and again
 */
export async function finishHeads(
  experiment: OpenedExperiment,
  heads: readonly ExperimentHead[],
  work: Omit<UnitWork, "files">,
): Promise<FinishedHead[]> {
  let told = 0;
  const listener: RunListener = {
    onNotice: (notice) => work.listener.onNotice?.(notice),
    onProgress: (now) => {
      told = Math.max(told, now.share);
      work.listener.onProgress?.({ ...now, share: told });
    },
  };
  const onRetry = ({ file }: FileChanged) =>
    work.listener.onNotice?.(`${file} changed while it was read and is read again.`);
  return retryChanged(
    async () => {
      const files = new SteadyFiles();
      const finished = await finishOnce(experiment, heads, { ...work, listener, files });
      await files.checkContent();
      return finished;
    },
    { signal: work.signal, onRetry },
  );
}

async function finishOnce(
  experiment: OpenedExperiment,
  heads: readonly ExperimentHead[],
  work: UnitWork,
): Promise<FinishedHead[]> {
  const progress: HeadProgress[] = heads.map(() => ({ share: 0, done: 0, reused: 0 }));
  const units = heads.length * experiment.runs.length;
  const report = () => {
    const sum = (of: keyof HeadProgress) => progress.reduce((total, head) => total + head[of], 0);
    const done = sum("done");
    // Nothing is done before it is kept.
    const share = done === units ? 1 : Math.min(0.999, sum("share") / heads.length);
    work.listener.onProgress?.({ units, done, reused: sum("reused"), share });
  };
  const stop = new AbortController();
  const signal = AbortSignal.any([work.signal, stop.signal]);
  // Each head under way listens, however many there are.
  setMaxListeners(0, signal);
  const finished: FinishedHead[] = [];
  const failures: unknown[] = [];
  let next = 0;
  const takeHeads = async () => {
    while (next < heads.length && !signal.aborted) {
      const at = next++;
      finished[at] = await finishHead(experiment, heads[at], { ...work, signal }, (now) => {
        progress[at] = now;
        report();
      });
    }
  };
  report();
  // One more than the pool has threads for, whose trace is read meanwhile.
  const lanes = Array.from({ length: work.parallel + 1 }, () =>
    takeHeads().catch((error: unknown) => {
      failures.push(error);
      stop.abort();
    }),
  );
  await Promise.all(lanes);
  if (failures.length > 0) throw failures[0];
  if (work.signal.aborted) throw new Cancelled();
  return finished;
}
