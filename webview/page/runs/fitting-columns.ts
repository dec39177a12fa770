import { defaultView } from "../../../src/shared/default-view";
import type { RunColumn } from "../../../src/shared/protocol";
import type { Column } from "./columns";

/** Pixels of the name of a run, at the least, with its colour. */
const nameWidth = 150;

/** Pixels of what can be done with a run, and over it with all runs. */
export const actionsWidth = 104;

/** Pixels of names with what the figures are of written out beside their heading. */
const roomyNames = 226;

/** Pixels that names and bars take besides, where there is room; more would part what belongs together. */
const mostSpare = 560;

/** Share of what is left that names take. */
const spareOfNames = 0.4;

/** What is told however narrow the page is. */
const always: readonly RunColumn[] = ["cycles", "reads"];

const usual: readonly RunColumn[] = defaultView.runsTable.columns;

/**
 * The columns that a table of `width` pixels shows: of those that it has by itself it leaves out as
 * few from the right as make it fit. Where columns that its user added leave it too wide all the same
 * it shows all, to be scrolled to.
 */
export function fittingColumns(columns: readonly Column[], width: number): readonly Column[] {
  let left = columns;
  while (widthOf(left) > width) {
    const at = left.findLastIndex(({ id }) => usual.includes(id) && !always.includes(id));
    if (at < 0) return columns.every(({ id }) => usual.includes(id)) ? left : columns;
    left = left.filter((_, place) => place !== at);
  }
  return left;
}

/** Pixels that a bar of the phases takes beside the cycles, with its gap. */
const phasesWidth = 36;

/**
 * Whether a table of `width` pixels has room for the phases of a run beside its cycles: for all of
 * its columns, the words over the names and the bar.
 * @param columns that were chosen, whether they fit or not
 */
export function fitsPhases(columns: readonly Column[], width: number): boolean {
  const hasCycles = columns.some(({ id }) => id === "cycles");
  return hasCycles && widthOf(columns) + roomyNames - nameWidth + phasesWidth <= width;
}

/** Pixels of a table with these columns. */
export function widthOf(columns: readonly Column[]): number {
  return columns.reduce((sum, { width }) => sum + width, nameWidth + actionsWidth);
}

/** Pixels of the parts of a table that grow with the page. */
export interface Spread {
  readonly table: number;
  readonly names: number;
  /** Of the bars of what was read. */
  readonly reads: number;
  /** Of the cycles, with the bar of their phases where it fits. */
  readonly cycles: number;
}

/**
 * How a table shares `width` pixels: names and bars grow, but no further than the eye follows a row
 * from a name to its figures.
 * @param hasPhases with a bar of the phases beside the cycles
 */
export function spreadColumns(
  columns: readonly Column[],
  width: number,
  hasPhases: boolean,
): Spread {
  const ofPhases = hasPhases ? phasesWidth : 0;
  const least = widthOf(columns) + ofPhases;
  const spare = Math.max(0, Math.min(width - least, mostSpare));
  const cycles = columns.find(({ id }) => id === "cycles");
  const bars = columns.find(({ id }) => id === "reads");
  const first = Math.min(spare, roomyNames - nameWidth);
  const ofNames = bars ? first + Math.round((spare - first) * spareOfNames) : spare;
  return {
    table: least + spare,
    names: nameWidth + ofNames,
    reads: bars ? bars.width + spare - ofNames : 0,
    cycles: cycles ? cycles.width + ofPhases : 0,
  };
}
