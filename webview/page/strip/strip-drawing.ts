import { nameRuns } from "../../../src/shared/run-names";
import { reportedFigures } from "../../../src/shared/figures";
import { drawLines } from "../../parts/export/chart-drawing";
import type { Drawing } from "../../parts/export/drawing";
import type { PageState } from "../../state/page-state";
import { isShareFigure, stripValues } from "./strip-figures";

/** The chart over steps, for export; none where there is nothing in it. */
export function stripDrawings(state: PageState): Drawing[] {
  const { trace, view } = state;
  const { label } = reportedFigures[view.strip.figure];
  const names = nameRuns(view.runs, trace.catalog);
  const isShare = isShareFigure(view.strip.figure);
  const lines = stripValues(state).map(({ run, values }) => ({
    label: names[run],
    values: isShare ? values.map((value) => 100 * value) : values,
    style: view.runStyles[run],
  }));
  if (lines.length === 0) return [];
  const content = { label, unit: isShare ? "%" : "", lines, step: view.step };
  return [drawLines(`${label} of each step`, content)];
}
