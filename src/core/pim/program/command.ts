import type { PimLevel } from "../../memory/device-preset";

/**
 * Commands on the buses of a channel. A program asks for the operations from `mac` on; activates,
 * precharges and refreshes are what the controller adds.
 */
export const Command = {
  /** Opens a row (ACTAB: in all banks). */
  activate: 0,
  /** Closes the open row (PREA: of all banks). */
  precharge: 1,
  /** Refreshes a pseudo-channel (REFab). */
  refresh: 2,
  /** Reads one column and multiplies it into the accumulators (MACAB: in all banks). */
  mac: 3,
  /** Writes a part of the input vector to the GEMV buffers (WRGB). */
  writeGemvBuffer: 4,
  /** Moves results to the softmax buffer (MVSB). */
  moveToSoftmaxBuffer: 5,
  /** Moves softmax results to the GEMV buffers (MVGB). */
  moveToGemvBuffer: 6,
  /** Softmax on the buffer die (SFM). */
  softmax: 7,
  /** Scales a column in place, for clustering; timed like `mac` (VNORM). */
  normalise: 8,
  /** Order only; reaches the bus where the reference's queue lets one through, and costs nothing. */
  barrier: 9,
} as const;

export type CommandCode = (typeof Command)[keyof typeof Command];

/** Number of command codes; counts are arrays of this length, indexed by code. */
export const commandCodes = 10;

const levelSuffix: Readonly<Record<PimLevel, string>> = {
  bank: "AB",
  "bank-group": "SB",
  buffer: "PB",
};

/**
 * Name of a command as the reference simulator logs it, by code.
 * All-bank, same-bank and per-bank commands end in AB, SB and PB.
 */
export function commandNames(level: PimLevel): readonly string[] {
  const suffix = levelSuffix[level];
  return [
    `ACT${suffix}`,
    level === "bank" ? "PREA" : `PRE${suffix}`,
    "REFab",
    `MAC${suffix}`,
    "WRGB",
    "MVSB",
    "MVGB",
    "SFM",
    "VNORM",
    "BARRIER",
  ];
}

/**
 * Name of the precharge that a refresh makes, as the reference simulator logs it: at every level it
 * closes all open rows.
 */
export const refreshPrechargeName = "PREA";

/**
 * Name of a logged command.
 * @param names of `commandNames`
 * @param ofRefresh true for what a refresh asked for
 */
export function loggedName(names: readonly string[], command: number, ofRefresh: boolean): string {
  return ofRefresh && command === Command.precharge ? refreshPrechargeName : names[command];
}

/** Name of an operation in a command trace of the reference simulator, by code; empty for others. */
export function operationNames(level: PimLevel): readonly string[] {
  return [
    "",
    "",
    "",
    `PIM_MAC_${levelSuffix[level]}`,
    "PIM_WR_GB",
    "PIM_MV_SB",
    "PIM_MV_GB",
    "PIM_SFM",
    "PIM_VNORM",
    "PIM_BARRIER",
  ];
}

/** True for commands that open or close rows or refresh; the others go over the column bus. */
export function isRowCommand(command: number): boolean {
  return command <= Command.refresh;
}
