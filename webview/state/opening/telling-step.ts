import { meanAtSteps } from "../../../src/shared/figures";
import { changeView, type PageStore } from "../page-state";
import type { ResultSet } from "../results/result-set";

/**
 * The step at which runs differ most in the share of their reads that they waste, over all heads
 * that are there; the first of several. Undefined where no two runs differ.
 */
export function tellingStep(results: ResultSet): number | undefined {
  const { runs, scope } = results.plan;
  const shares = runs
    .map((_, run) => meanAtSteps(results.ofRun(run), "wasted"))
    .filter(({ length }) => length > 0);
  let widest = 0;
  let telling: number | undefined;
  for (let step = scope.fromStep; step < scope.toStep; step++) {
    const known = shares.map((share) => share[step - scope.fromStep]).filter(Number.isFinite);
    const spread = Math.max(...known) - Math.min(...known);
    if (known.length < 2 || spread <= widest) continue;
    widest = spread;
    telling = step;
  }
  return telling;
}

/**
 * Shows a trace that is new to its user at its telling step, once all results of its first
 * simulation are there, unless the user has looked at another step, layer or other runs by then.
 */
export function openAtTellingStep(store: PageStore): void {
  const { trace, view: first } = store.state;
  let isOver = trace.isNew !== true;
  store.watch(
    ({ view, simulation }) => [view.step, view.layer, view.runs, simulation.phase],
    () => {
      if (isOver) return;
      const { view, simulation } = store.state;
      const isFirst =
        view.step === first.step && view.layer === first.layer && view.runs === first.runs;
      isOver = !isFirst || simulation.phase === "complete";
      if (!isFirst || simulation.phase !== "complete" || !simulation.results) return;
      const step = tellingStep(simulation.results);
      if (step !== undefined) changeView(store, { step });
    },
  );
}
