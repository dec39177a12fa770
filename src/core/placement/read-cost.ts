import { slotsPerLine } from "../memory/organisation";

/** Columns of 32 bytes in a DRAM row of a bank, and channels that one covers (4 banks x 16 lanes). */
const columnsPerRow = 32;
const channelsPerColumn = 64;

/**
 * How long opening a row takes, in column reads: an all-bank row switch adds 46 - 6 cycles to the 6
 * of a column read (HBM3 at 5.2 Gbps, HBM-PIM after AttAcc, ASPLOS'24), about seven times as many.
 */
const columnsPerOpening = 7;

/** What the lockstep read of some slots touches. */
export interface ReadCost {
  /** Distinct lines. */
  readonly lines: number;
  /** Distinct rows of K: 16 lines each at D = 128. */
  readonly keyRows: number;
  /** Distinct rows of V, over the chunks of 64 channels: 32 lines each. */
  readonly valueRows: number;
}

/**
 * Lines and rows that hold the given slots.
 * @param slots in any order
 * @param slotCount slots in use: where the next chunk of V begins
 */
export function readCost(slots: Uint32Array, slotCount: number, headDimension: number): ReadCost {
  const chunks = Math.ceil(headDimension / channelsPerColumn);
  const lineCount = Math.ceil(slotCount / slotsPerLine);
  const lines = new Set<number>();
  for (const slot of slots) lines.add(Math.floor(slot / slotsPerLine));
  const keyRows = new Set<number>();
  const valueRows = new Set<number>();
  for (const line of lines) {
    for (let chunk = 0; chunk < chunks; chunk++) {
      keyRows.add(Math.floor((line * chunks + chunk) / columnsPerRow));
      // A row may hold the end of one chunk and the start of the next; it is opened for each.
      const row = Math.floor((chunk * lineCount + line) / columnsPerRow);
      valueRows.add(chunk * lineCount * chunks + row);
    }
  }
  return { lines: lines.size, keyRows: keyRows.size, valueRows: valueRows.size };
}

/** Time of a read in column reads, close enough to compare two layouts. */
export function readTime({ lines, keyRows, valueRows }: ReadCost, headDimension: number): number {
  const chunks = Math.ceil(headDimension / channelsPerColumn);
  return 2 * chunks * lines + columnsPerOpening * (keyRows + valueRows);
}

/** Lines in a DRAM row of keys; line l lies in row floor(l / this). Not whole for every D. */
export function linesPerKeyRow(headDimension: number): number {
  return columnsPerRow / Math.ceil(headDimension / channelsPerColumn);
}

/** Slots in a quarter of a row of K: how finely it is worth sorting what is read together. */
export function quarterRowSlots(headDimension: number): number {
  const chunks = Math.ceil(headDimension / channelsPerColumn);
  return Math.max(1, Math.floor(columnsPerRow / chunks / 4)) * slotsPerLine;
}
