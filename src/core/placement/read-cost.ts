import type { VectorShape } from "../memory/vector-shape";

/** What the lockstep read of some slots touches. */
export interface ReadCost {
  /** Distinct lines. */
  readonly lines: number;
  /** Distinct rows of K. */
  readonly keyRows: number;
  /** Distinct rows of V, counted for each chunk into which values are cut. */
  readonly valueRows: number;
}

/**
 * Lines and rows that hold the given slots.
 * @param slots in any order
 * @param slotCount slots in use: where the next chunk of V begins
 */
export function readCost(slots: Uint32Array, slotCount: number, shape: VectorShape): ReadCost {
  const { slotsPerLine, vectorColumns } = shape;
  const lineCount = Math.ceil(slotCount / slotsPerLine);
  const lines = new Set<number>();
  for (const slot of slots) lines.add(Math.floor(slot / slotsPerLine));
  const keyRows = new Set<number>();
  let valueRows = 0;
  for (let chunk = 0; chunk < vectorColumns; chunk++) {
    // A row may hold the end of one chunk and the start of the next; it is opened for each.
    const rows = new Set<number>();
    for (const line of lines) {
      keyRows.add(shape.rowOf(line * vectorColumns + chunk));
      rows.add(shape.rowOf(chunk * lineCount + line));
    }
    valueRows += rows.size;
  }
  return { lines: lines.size, keyRows: keyRows.size, valueRows };
}

/** Time of a read in column reads, close enough to compare two layouts. */
export function readTime({ lines, keyRows, valueRows }: ReadCost, shape: VectorShape): number {
  return 2 * shape.vectorColumns * lines + shape.openingReads * (keyRows + valueRows);
}

/** Slots in a quarter of a row of K: how finely it is worth sorting what is read together. */
export function quarterRowSlots({ linesPerKeyRow, slotsPerLine }: VectorShape): number {
  return Math.max(1, Math.floor(linesPerKeyRow / 4)) * slotsPerLine;
}
