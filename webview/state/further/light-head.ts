import { stepColumnNames, type StepColumn } from "../../../src/shared/figures";
import type { HeadResult } from "../../../src/shared/protocol";

/** What runs are compared by, and what that is made of. */
const compared: ReadonlySet<StepColumn> = new Set([
  "cycles",
  "energy",
  "massKept",
  "recall",
  "outputError",
  "lines",
  "keyRows",
  "valueRows",
  "imbalance",
  "columnsUseful",
  "columnsRead",
]);

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
