import {
  reportedValue,
  stepColumnNames,
  time,
  type FigureReader,
  type StepColumn,
} from "../../../src/shared/figures";
import type { ComparedFigure, HeadResult } from "../../../src/shared/protocol";
import { comparedFigures } from "../../../src/shared/protocol/view-state";

/** What the figures that runs are compared by are made of. */
const compared = columnsOf(comparedFigures);

/** The columns that figures ask for. */
function columnsOf(figures: readonly ComparedFigure[]): ReadonlySet<StepColumn> {
  const asked = new Set<StepColumn>();
  const figure: FigureReader = (column) => {
    asked.add(column);
    return 1;
  };
  for (const id of figures) {
    if (id === "time") time.value(figure, { clockPeriod: 1 });
    else reportedValue(id, figure);
  }
  return asked;
}

/**
 * A head with the columns that runs are compared by alone; the others and its loads are empty. They
 * are copied: all arrays of a head lie in one piece of memory, which is then let go.
 */
export function lightHead(head: HeadResult): HeadResult {
  const columns = { ...head.columns };
  for (const name of stepColumnNames) {
    columns[name] = compared.has(name) ? columns[name].slice() : new Float64Array(0);
  }
  const loads = { ...head.loads };
  for (const name of Object.keys(loads)) loads[name as keyof typeof loads] = new Float32Array(0);
  return { ...head, columns, loads };
}
