/** Timing of a channel in clock cycles, `clockPicoseconds` each. Names follow JESD238 (HBM3). */
export interface Timing {
  readonly name: string;
  /** Length of a cycle, tCK, in picoseconds. */
  readonly clockPicoseconds: number;
  /** Burst length: data movement to data movement in the same pseudo-channel. */
  readonly nBL: number;
  /** Read latency. */
  readonly nCL: number;
  /** Activate to column access. */
  readonly nRCD: number;
  /** Precharge to activate. */
  readonly nRP: number;
  /** Activate to precharge. */
  readonly nRAS: number;
  /** Activate to activate of the same bank. */
  readonly nRC: number;
  /** Write recovery. */
  readonly nWR: number;
  /** Read to precharge, another bank group. */
  readonly nRTPS: number;
  /** Read to precharge, the same bank group. */
  readonly nRTPL: number;
  /** Write latency. */
  readonly nCWL: number;
  /** Data movement to data movement in the same rank. */
  readonly nCCDS: number;
  /** Data movement to data movement in the same bank group. */
  readonly nCCDL: number;
  /** All-bank MAC to all-bank MAC. */
  readonly nCCDAB: number;
  /** Same-bank MAC (one bank of every bank group) to the next. */
  readonly nCCDSB: number;
  /** Activate to activate, another bank group of the rank. */
  readonly nRRDS: number;
  /** Activate to activate, the same bank group. */
  readonly nRRDL: number;
  /** Window in which a rank takes four activates of single banks. */
  readonly nFAW: number;
  /** Write to read, another bank group. */
  readonly nWTRS: number;
  /** Write to read, the same bank group. */
  readonly nWTRL: number;
  /** Period of refresh. */
  readonly nREFI: number;
  /** All-bank refresh to activate. */
  readonly nRFC: number;
}

/** Names of the timing parameters, all whole numbers of at least 1. */
export const timingParameters = [
  "clockPicoseconds",
  "nBL",
  "nCL",
  "nRCD",
  "nRP",
  "nRAS",
  "nRC",
  "nWR",
  "nRTPS",
  "nRTPL",
  "nCWL",
  "nCCDS",
  "nCCDL",
  "nCCDAB",
  "nCCDSB",
  "nRRDS",
  "nRRDL",
  "nFAW",
  "nWTRS",
  "nWTRL",
  "nREFI",
  "nRFC",
] as const satisfies readonly (keyof Timing)[];

/**
 * Nanoseconds in cycles as JEDEC rounds them: up, unless the excess is below 2.6 % of a cycle.
 * @param clockPicoseconds length of a cycle
 */
export function jedecCycles(nanoseconds: number, clockPicoseconds: number): number {
  const thousandths = (nanoseconds * 1_000_000) / clockPicoseconds;
  return Math.floor((thousandths + 974) / 1000);
}
