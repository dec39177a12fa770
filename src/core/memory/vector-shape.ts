import type { DevicePreset } from "./device-preset";
import { bankSets, levelLayout } from "./level-layout";
import { rowBytes } from "./organisation";
import type { Timing } from "./timing";

/** How the vectors of one head lie in a channel of a device: in lines of slots, columns and rows. */
export interface VectorShape {
  /** Slot s is place s mod this of line floor(s / this); a line is read at once. */
  readonly slotsPerLine: number;
  /** Columns of a line of keys, which are also the chunks into which values are cut. */
  readonly vectorColumns: number;
  /**
   * Consecutive lines of keys that share rows: line l shares rows with lines of the same
   * floor(l / this) only. Not whole for every head dimension.
   */
  readonly linesPerKeyRow: number;
  /** How long opening a row takes, in column reads: a whole number of at least 1. */
  readonly openingReads: number;
  /** The row, counted over all banks that a slot can read, of the n-th column in storage order. */
  rowOf(column: number): number;
}

/**
 * The shape of a head's vectors on a device.
 * @param headDimension values of a vector, D
 * @param elementBytes bytes of a value
 */
export function vectorShape(
  device: DevicePreset,
  headDimension: number,
  elementBytes: number,
): VectorShape {
  const { level, organisation, timing } = device;
  const layout = levelLayout(level, organisation);
  const columns = layout.vectorColumns(headDimension, elementBytes);
  const bytes = rowBytes(organisation);
  // Units on the base die take column after column from another bank, so rows fill side by side.
  const rowsFilledTogether = level === "buffer" ? bankSets(device) : 1;
  return {
    slotsPerLine: layout.slotsPerLine,
    vectorColumns: columns,
    linesPerKeyRow: (organisation.columns * rowsFilledTogether) / columns,
    openingReads: openingReads(timing, readDistance(device)),
    rowOf: (column) => Math.floor(layout.columnOffset(column) / bytes),
  };
}

/** Cycles from one read of the units to the next in an open row. */
function readDistance({ level, timing }: DevicePreset): number {
  return { bank: timing.nCCDAB, "bank-group": timing.nCCDSB, buffer: timing.nBL }[level];
}

/**
 * What a row switch adds to a read, in reads. A switch closes the row nRTPL after its last read,
 * opens the next nRP later and reads it after nRCD: 46 cycles where reads are 6 apart in HBM3 at
 * 5.2 Gbps, so 40 more, which is about 7 reads.
 */
function openingReads({ nRTPL, nRP, nRCD }: Timing, distance: number): number {
  return Math.max(1, Math.round((nRTPL + nRP + nRCD - distance) / distance));
}
