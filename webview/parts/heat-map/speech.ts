import { formatCount, formatNumber } from "../../../src/shared/format/number";
import { rangeStatistics, type CellRange } from "./marking/cell-range";
import { nameOf, type Axis, type Picture } from "./picture";
import { cellsInView, isWhole, type Viewport } from "./viewport";

/** What is in view, in words for a reader. */
export function describeViewport({ matrix, rowAxis, columnAxis }: Picture, viewport: Viewport) {
  if (isWhole(viewport, matrix)) return "All cells in view.";
  return `In view: ${describeCells(rowAxis, columnAxis, cellsInView(viewport, matrix))}.`;
}

/** A marked range and what its values come to. */
export function describeRange(picture: Picture, range: CellRange): string {
  const { matrix, rowAxis, columnAxis } = picture;
  const { count, smallest, mean, largest, imbalance } = rangeStatistics(matrix, range);
  const cells = `Selected: ${describeCells(rowAxis, columnAxis, range)}`;
  if (count === 0) return `${cells}. No cell has a value.`;
  return (
    `${cells}. ${formatCount(count)} cell${count === 1 ? "" : "s"}, ` +
    `minimum ${formatNumber(smallest)}, mean ${formatNumber(mean)}, ` +
    `maximum ${formatNumber(largest)}, imbalance ${formatNumber(imbalance)}.`
  );
}

function describeCells(rowAxis: Axis, columnAxis: Axis, range: CellRange): string {
  const rows = describeSpan(rowAxis, range.fromRow, range.toRow);
  return `${rows}; ${describeSpan(columnAxis, range.fromColumn, range.toColumn)}`;
}

function describeSpan(axis: Axis, from: number, to: number): string {
  const first = nameOf(axis, from);
  return to - from === 1 ? first : `${first} to ${nameOf(axis, to - 1)}`;
}
