import type { CellRange } from "./marking/cell-range";
import type { Cell } from "./matrix";
import type { Viewport } from "./viewport";

/** What a page wants to know of a heat map. */
export interface HeatMapListener {
  /** A cell was clicked, or Enter pressed at the cursor. */
  onPick(cell: Cell): void;
  /** The cursor came to a cell, or went. @param position of its value on the scale, 0 .. 1 or NaN */
  onPoint?(cell: Cell | undefined, position: number | undefined): void;
  /** The user zoomed or panned; null shows all. */
  onViewport?(viewport: Viewport | null): void;
  /** The user marked cells, or none any more. */
  onRange?(range: CellRange | null): void;
  /** Something happened that is not seen in the picture. */
  onNotice?(text: string): void;
}
