import { defaultView } from "../../../src/shared/default-view";
import type { RunColumn } from "../../../src/shared/protocol";
import type { Column } from "./columns";

/** Pixels of the name of a run, at the least, with its colour. */
export const nameWidth = 150;

/** Pixels of what can be done with a run. */
export const actionsWidth = 84;

/** What is told however narrow the page is. */
const always: readonly RunColumn[] = ["cycles", "reads"];

const usual: readonly RunColumn[] = defaultView.runsTable.columns;

/**
 * The columns that a table of `width` pixels shows: of those that it has by itself it drops from the
 * right until the others fit; those that its user added stay, as the table can be scrolled.
 */
export function fittingColumns(columns: readonly Column[], width: number): readonly Column[] {
  let left = columns;
  const added = columns.filter(({ id }) => !usual.includes(id));
  const room = Math.max(width, widthOf(added));
  while (widthOf(left) > room) {
    const at = left.findLastIndex(({ id }) => usual.includes(id) && !always.includes(id));
    if (at < 0) break;
    left = left.filter((_, place) => place !== at);
  }
  return left;
}

/** Pixels of a table with these columns. */
export function widthOf(columns: readonly Column[]): number {
  return columns.reduce((sum, { width }) => sum + width, nameWidth + actionsWidth);
}
