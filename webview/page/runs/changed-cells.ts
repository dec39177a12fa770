import { sameValue } from "../../../src/shared/same-value";
import type { PageState } from "../../state/page-state";
import { cellKey } from "../../state/reload/reload-state";
import { allRuns, type ComparedRun } from "../../state/runs/compared-runs";
import { columnOf, type Column } from "./columns";
import { shownBaseline } from "./row/row-figures";

/**
 * Cells of the table of runs, by `cellKey`, that say something else than they did before the file
 * was written again. Undefined where nothing was simulated of it before.
 */
export function changedCells(state: PageState): ReadonlySet<string> | undefined {
  const { trace, view, previous } = state;
  const isOfBefore = previous && previous.trace.header !== trace.header;
  if (!isOfBefore || previous.results.plan.scope.layers[0] !== view.layer) return undefined;
  const all = allRuns(state);
  const shown = all.filter(({ place }) => place.source === "shown");
  const before = shown.map(({ configuration }) => {
    const isSame = (run: ComparedRun) => sameValue(run.configuration, configuration);
    return all.find((run) => run.place.source === "previous" && isSame(run));
  });
  const columns = view.runsTable.columns.map(columnOf);
  const baseline = shownBaseline(state);
  const changed = shown.flatMap((run, at) => {
    const old = before[at];
    const isChanged = (column: Column) => {
      const now = column.value(run, shown.at(baseline));
      return !old || !Object.is(now, column.value(old, before.at(baseline)));
    };
    return columns.filter(isChanged).map(({ id }) => cellKey(run.index, id));
  });
  return new Set(changed);
}
