import type { RefreshedRows } from "../channel";
import { activateBusCycles } from "../row-bus";
import type { DevicePreset } from "../../../memory/device-preset";
import { bankSets } from "../../../memory/level-layout";

const closed = -1;

/** Activates of single banks that a rank takes within nFAW. */
const activatesPerWindow = 4;

/**
 * Open rows of a channel and when its array commands may be issued.
 * Banks that open and read together are a set (see `bankSets`). Only at the buffer level, where an activate opens one bank of a rank, nRRD and nFAW bind.
 */
export class BankRows implements RefreshedRows {
  /** Open row of each set, or -1. */
  readonly openRow: Int32Array;
  private openSets = 0;
  /** Rows opened, by set. */
  readonly activations: Uint32Array;
  /** Sets of banks in a channel. */
  readonly sets: number;
  private readonly macFrom: Int32Array;
  private readonly prechargeAfter: Int32Array;
  private readonly activateAfter: Int32Array;
  /** `activateAfter` had refresh not closed the row later than needed. */
  private readonly undelayedActivate: Int32Array;
  private readonly rowClosedByRefresh: Int32Array;
  private readonly refreshedFrom: Int32Array;
  private channelMacFrom = 0;
  private rowBusFrom = 0;
  private readonly rankMacFrom: Int32Array;
  private readonly groupMacFrom: Int32Array;
  private readonly rankActivateFrom: Int32Array;
  private readonly groupActivateFrom: Int32Array;
  /** Cycles of the last four activates of each rank, oldest first from `windowFirst`. */
  private readonly window: Int32Array;
  private readonly windowFirst: Uint8Array;
  private readonly setMask: number;
  private readonly groupShift: number;
  private readonly rankShift: number;
  private readonly pseudoChannelShift: number;
  /** From one MAC of the channel to the next. */
  readonly macDistance: number;
  private readonly singleBank: boolean;

  constructor(private readonly preset: DevicePreset) {
    const { pseudoChannels, ranks, bankGroups, banks } = preset.organisation;
    const { nCCDAB, nCCDSB, nBL } = preset.timing;
    const distances = { bank: nCCDAB, "bank-group": nCCDSB, buffer: nBL };
    this.sets = bankSets(preset);
    this.setMask = this.sets - 1;
    this.macDistance = distances[preset.level];
    this.singleBank = preset.level === "buffer";
    this.groupShift = Math.log2(banks);
    this.rankShift = this.groupShift + Math.log2(bankGroups);
    this.pseudoChannelShift = this.rankShift + Math.log2(ranks);
    const perSet = (): Int32Array => new Int32Array(this.sets);
    this.activations = new Uint32Array(this.sets);
    this.openRow = perSet().fill(closed);
    this.macFrom = perSet();
    this.prechargeAfter = perSet();
    this.activateAfter = perSet();
    this.undelayedActivate = perSet();
    this.rowClosedByRefresh = perSet().fill(closed);
    this.refreshedFrom = new Int32Array(pseudoChannels);
    this.rankMacFrom = new Int32Array(pseudoChannels * ranks);
    this.groupMacFrom = new Int32Array(pseudoChannels * ranks * bankGroups);
    this.rankActivateFrom = new Int32Array(this.rankMacFrom.length);
    this.groupActivateFrom = new Int32Array(this.groupMacFrom.length);
    this.window = new Int32Array(this.rankMacFrom.length * activatesPerWindow);
    this.windowFirst = new Uint8Array(this.rankMacFrom.length);
    this.reset();
  }

  reset(): void {
    this.openRow.fill(closed);
    this.openSets = 0;
    this.activations.fill(0);
    this.macFrom.fill(0);
    this.prechargeAfter.fill(0);
    this.activateAfter.fill(0);
    this.undelayedActivate.fill(0);
    this.rowClosedByRefresh.fill(closed);
    this.refreshedFrom.fill(0);
    this.channelMacFrom = 0;
    this.rowBusFrom = 0;
    this.rankMacFrom.fill(0);
    this.groupMacFrom.fill(0);
    this.rankActivateFrom.fill(0);
    this.groupActivateFrom.fill(0);
    this.window.fill(-this.preset.timing.nFAW);
    this.windowFirst.fill(0);
  }

  /** The set to which a bank of the channel belongs. */
  setOf(bank: number): number {
    return bank & this.setMask;
  }

  /** True where a row of the bank's set is open. */
  isOpen(bank: number): boolean {
    return this.openRow[bank & this.setMask] !== closed;
  }

  /** First cycle in which the open row of the bank's set may be read. */
  macReadyFrom(bank: number): number {
    const ready = Math.max(this.macFrom[bank & this.setMask], this.channelMacFrom);
    if (!this.singleBank) return ready;
    const rank = this.rankMacFrom[bank >>> this.rankShift];
    return Math.max(ready, rank, this.groupMacFrom[bank >>> this.groupShift]);
  }

  /** First cycle in which a row of the bank's closed set may be opened. */
  activateReadyFrom(bank: number): number {
    return Math.max(
      this.activateAfter[bank & this.setMask],
      this.refreshedFrom[bank >>> this.pseudoChannelShift],
      this.activateBusFrom(bank),
    );
  }

  /** `activateReadyFrom` if there were no refresh. */
  activateReadyWithoutRefresh(bank: number): number {
    return Math.max(this.undelayedActivate[bank & this.setMask], this.activateBusFrom(bank));
  }

  /** End of the last refresh of the bank's pseudo-channel. */
  refreshedUntil(bank: number): number {
    return this.refreshedFrom[bank >>> this.pseudoChannelShift];
  }

  /** True where refresh closed just this row, which is now opened again. */
  reopens(bank: number, row: number): boolean {
    return this.rowClosedByRefresh[bank & this.setMask] === row;
  }

  /** False rules out that any row command is ready: an activate still holds the bus. */
  rowBusIsFree(now: number): boolean {
    return now >= this.rowBusFrom;
  }

  /** A cycle before which no MAC is ready. */
  channelReadsFrom(): number {
    return this.channelMacFrom;
  }

  prechargeReadyFrom(bank: number): number {
    return Math.max(this.prechargeAfter[bank & this.setMask], this.rowBusFrom);
  }

  get anyOpen(): boolean {
    return this.openSets > 0;
  }

  allCloseFrom(): number {
    let ready = this.rowBusFrom;
    for (let set = 0; set < this.openRow.length; set++) {
      if (this.openRow[set] !== closed) ready = Math.max(ready, this.prechargeAfter[set]);
    }
    return ready;
  }

  mac(bank: number, now: number): void {
    const { nRTPL, nCCDS, nCCDL } = this.preset.timing;
    const set = bank & this.setMask;
    this.channelMacFrom = now + this.macDistance;
    this.prechargeAfter[set] = Math.max(this.prechargeAfter[set], now + nRTPL);
    if (!this.singleBank) return;
    this.rankMacFrom[bank >>> this.rankShift] = now + nCCDS;
    this.groupMacFrom[bank >>> this.groupShift] = now + nCCDL;
  }

  activate(bank: number, row: number, now: number): void {
    const { nRCD, nRC, nRAS, nRRDS, nRRDL } = this.preset.timing;
    const set = bank & this.setMask;
    this.openRow[set] = row;
    this.openSets++;
    this.activations[set]++;
    this.macFrom[set] = now + nRCD;
    this.activateAfter[set] = now + nRC;
    this.prechargeAfter[set] = now + nRAS;
    this.rowClosedByRefresh[set] = closed;
    this.rowBusFrom = now + activateBusCycles;
    if (!this.singleBank) return;
    const rank = bank >>> this.rankShift;
    this.rankActivateFrom[rank] = now + nRRDS;
    this.groupActivateFrom[bank >>> this.groupShift] = now + nRRDL;
    this.window[rank * activatesPerWindow + this.windowFirst[rank]] = now;
    this.windowFirst[rank] = (this.windowFirst[rank] + 1) % activatesPerWindow;
  }

  precharge(bank: number, now: number): void {
    this.close(bank & this.setMask, now, now);
  }

  closeAll(now: number): void {
    for (let set = 0; set < this.openRow.length; set++) {
      const row = this.openRow[set];
      if (row === closed) continue;
      this.close(set, now, this.prechargeAfter[set]);
      this.rowClosedByRefresh[set] = row;
    }
  }

  refresh(pseudoChannel: number, now: number): void {
    this.refreshedFrom[pseudoChannel] = now + this.preset.timing.nRFC;
  }

  private close(set: number, now: number, earliest: number): void {
    const { nRP } = this.preset.timing;
    const cycled = this.activateAfter[set];
    this.openRow[set] = closed;
    this.openSets--;
    this.activateAfter[set] = Math.max(cycled, now + nRP);
    this.undelayedActivate[set] = Math.max(cycled, earliest + nRP);
  }

  private activateBusFrom(bank: number): number {
    if (!this.singleBank) return this.rowBusFrom;
    const rank = bank >>> this.rankShift;
    const oldest = this.window[rank * activatesPerWindow + this.windowFirst[rank]];
    return Math.max(
      this.rowBusFrom,
      this.rankActivateFrom[rank],
      this.groupActivateFrom[bank >>> this.groupShift],
      oldest + this.preset.timing.nFAW,
    );
  }
}
