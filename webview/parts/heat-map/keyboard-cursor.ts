import { moveCell } from "./geometry";
import { rangeBetween, type CellRange } from "./marking/cell-range";
import type { Cell } from "./matrix";
import type { Picture } from "./picture";

/** Where the keyboard left the cursor, and where marking with it began. */
export class KeyboardCursor {
  cell: Cell | undefined;
  anchor: Cell | undefined;

  reset(): void {
    this.cell = undefined;
    this.anchor = undefined;
  }

  /**
   * Where a key leads, and what it marks with Shift. The first key only shows the cursor where it
   * is. Undefined where the key leads nowhere.
   * @param range what is marked now
   */
  step(
    key: string,
    isMarking: boolean,
    { matrix, markedRow, markedColumn }: Picture,
    range: CellRange | undefined,
  ): { readonly cell: Cell; readonly range: CellRange | undefined } | undefined {
    const start = { row: markedRow ?? 0, column: markedColumn ?? 0 };
    const from = this.cell ?? start;
    const moved = moveCell(from, key, matrix);
    if (!moved) return undefined;
    const cell = this.cell || isMarking ? moved : start;
    this.cell = cell;
    if (!isMarking) this.anchor = undefined;
    else this.anchor = range ? (this.anchor ?? from) : from;
    return { cell, range: this.anchor && rangeBetween(this.anchor, moved) };
  }
}
