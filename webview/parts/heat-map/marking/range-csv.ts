import type { CellRange } from "./cell-range";
import { nameOf, type Picture } from "../picture";

/**
 * The cells of a range as comma-separated values (RFC 4180): a heading with the columns' names, a
 * line per row. Values have all their digits; a cell without one is empty.
 */
export function rangeCsv(picture: Picture, range: CellRange): string {
  const { matrix, rowAxis, columnAxis, barTitle } = picture;
  const heading = [barTitle];
  for (let column = range.fromColumn; column < range.toColumn; column++) {
    heading.push(nameOf(columnAxis, column));
  }
  const lines = [heading.map(quote).join(",")];
  for (let row = range.fromRow; row < range.toRow; row++) {
    const start = row * matrix.columns;
    const values = matrix.values.subarray(start + range.fromColumn, start + range.toColumn);
    const cells = Array.from(values, (value) => (Number.isNaN(value) ? "" : `${value}`));
    lines.push([quote(nameOf(rowAxis, row)), ...cells].join(","));
  }
  return `${lines.join("\n")}\n`;
}

function quote(text: string): string {
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
