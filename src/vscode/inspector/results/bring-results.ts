import { canonicalJson } from "../../../core/same-value";
import { deviceOf, type SimulationPlan } from "../../../core/simulation/run/configuration";
import type { SimulationListener } from "../../../core/simulation/threads/pool";
import type { OpenDocument } from "../trace/trace-document";
import { ComingResults } from "./coming-results";
import type { ResultSource } from "./result-source";
import type { ShownFirst } from "./wanted-results";

/** A plan whose results somebody wants. */
export interface AskedPlan {
  /** Checked, with what the user's settings add to it. */
  readonly plan: SimulationPlan;
  readonly first: ShownFirst;
  readonly document: OpenDocument;
}

/**
 * Brings all results of a plan: those that the trace keeps at once, the others from the first source
 * that has them; the trace then keeps these. Runs that are the same are brought once.
 * @throws Cancelled after `signal` aborts; FileChanged where the trace changed meanwhile; what keeps a
 *   source from bringing them; Error where some of them do not come
 */
export async function bringResults(
  { plan, first, document }: AskedPlan,
  sources: readonly ResultSource[],
  listener: SimulationListener,
  signal: AbortSignal,
): Promise<void> {
  const keys = plan.runs.map((run) => {
    return canonicalJson({ ...run, device: deviceOf(plan, run.device) });
  });
  const distinct = [...new Set(keys)];
  const runs = distinct.map((key) => plan.runs[keys.indexOf(key)]);
  const coming = new ComingResults(
    {
      plan: { ...plan, runs },
      first: { ...first, run: distinct.indexOf(keys.at(first.run) ?? keys[0]) },
      document,
    },
    distinct,
    {
      onProgress: (done) => listener.onProgress(done),
      onResults: (heads) => {
        listener.onResults(
          heads.flatMap((head) => {
            return [...keys.keys()]
              .filter((run) => keys[run] === distinct[head.run])
              .map((run) => ({ ...head, run }));
          }),
        );
      },
    },
    signal,
  );
  for (const source of sources.filter(({ isKept }) => !isKept)) await coming.bring(source);
  await coming.takeKept();
  for (const source of sources.filter(({ isKept }) => isKept)) await coming.bring(source);
  await document.trace.checkContent();
  coming.needAll();
}
