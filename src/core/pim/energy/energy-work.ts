import { Command, commandCodes } from "../program/command";
import type { DevicePreset } from "../../memory/device-preset";
import { phaseCodes } from "../program/phase";

/** What costs energy. A work table counts it by phase, row-major [phaseCodes, workColumns]. */
export const Work = {
  /** Rows opened, summed over the banks. */
  rowsOpened: 0,
  /** Bytes between the cells and the units, either way, summed over the banks. */
  cellBytes: 1,
  /** Bytes from outside the stack to the GEMV buffers. */
  writtenBytes: 2,
  /** Bytes between the GEMV buffers and the softmax unit on the base die. */
  movedBytes: 3,
  multiplyAccumulates: 4,
  /** Scores that go through the softmax unit. */
  softmaxScores: 5,
} as const;

export type WorkCode = (typeof Work)[keyof typeof Work];

export const workColumns = 6;

/** Length of a work table. */
export const workLength = phaseCodes * workColumns;

/** What one command of a channel does at the cells. */
export interface CommandReach {
  /** Banks whose row an activate opens, and whose column a MAC reads. */
  readonly banks: number;
  /** Bytes of one bank's column, and of one data move. */
  readonly columnBytes: number;
  readonly elementBytes: number;
}

/**
 * Reach of the array commands of a device: all banks of a channel at the bank level, those of one
 * lane where bank groups run by themselves, one bank of every bank group at the bank-group level,
 * one bank of every pseudo-channel at the buffer level.
 */
export function commandReach(
  { level, mode, organisation }: DevicePreset,
  elementBytes: number,
): CommandReach {
  const { pseudoChannels, ranks, bankGroups, banks, columnBytes } = organisation;
  const lanes = pseudoChannels * ranks * bankGroups;
  const reached = { bank: lanes * banks, "bank-group": lanes, buffer: pseudoChannels };
  const alone = mode === "independent-banks";
  return { banks: alone ? banks : reached[level], columnBytes, elementBytes };
}

/**
 * Adds to a work table what the commands of a channel did.
 * @param commands counts, row-major [phaseCodes, commandCodes]
 * @param work work table that is added to
 */
export function addCommandWork(
  { banks, columnBytes, elementBytes }: CommandReach,
  commands: ArrayLike<number>,
  work: Float64Array,
): void {
  const elements = (banks * columnBytes) / elementBytes;
  for (let phase = 0; phase < phaseCodes; phase++) {
    const from = phase * commandCodes;
    const to = phase * workColumns;
    const macs = commands[from + Command.mac];
    const scalings = commands[from + Command.normalise];
    const moves =
      commands[from + Command.moveToSoftmaxBuffer] + commands[from + Command.moveToGemvBuffer];
    work[to + Work.rowsOpened] += commands[from + Command.activate] * banks;
    // A scaled column goes back to where it was read.
    work[to + Work.cellBytes] += (macs + 2 * scalings) * banks * columnBytes;
    work[to + Work.writtenBytes] += commands[from + Command.writeGemvBuffer] * columnBytes;
    work[to + Work.movedBytes] += moves * columnBytes;
    work[to + Work.multiplyAccumulates] += (macs + scalings) * elements;
  }
}
