import type { Picture } from "../picture";
import { cellsInView, type Viewport } from "../viewport";
import type { CellRange } from "./cell-range";
import { rangeCsv } from "./range-csv";

/**
 * Puts the marked cells, or those in view, into the clipboard as CSV.
 * @returns what came of it, to be told
 */
export async function copyCells(
  picture: Picture,
  viewport: Viewport,
  marked: CellRange | undefined,
): Promise<string> {
  const cells = marked ?? cellsInView(viewport, picture.matrix);
  try {
    await navigator.clipboard.writeText(rangeCsv(picture, cells));
    return `${marked ? "Selection" : "Cells in view"} copied as CSV.`;
  } catch (error) {
    return `Not copied: ${error instanceof Error ? error.message : "the editor refused"}`;
  }
}
