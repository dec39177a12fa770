import { activateBusCycles } from "../row-bus";
import type { DevicePreset } from "../../../memory/device-preset";
import { banksPerChannel } from "../../../memory/organisation";
import type { Timing } from "../../../memory/timing";
import type { RefreshedRows } from "../channel";

const closed = -1;

/**
 * The open row of a channel whose banks all open together, and from when it may be read, closed,
 * and the next one opened: what `BankRows` keeps for many sets of banks, for one.
 */
export class OpenRow implements RefreshedRows {
  /** -1 where none is open. */
  row = closed;
  readFrom = 0;
  closeFrom = 0;
  /** End of the last refresh that the next activate waits for. */
  refreshedUntil = 0;
  /** Rows opened, as `BankRows.activations` of the only set. */
  readonly activations = new Uint32Array(1);
  private cycledFrom = 0;
  /** When the next row could be opened had refresh not closed the row later than needed. */
  private undelayed = 0;
  private closedByRefresh = closed;

  private readonly timing: Timing;
  private readonly banksPerPseudoChannel: number;
  /** Pseudo-channel of the bank that is read, for whose refresh the next activate waits. */
  private pseudoChannel = 0;

  constructor({ organisation, timing }: DevicePreset) {
    this.timing = timing;
    this.banksPerPseudoChannel = banksPerChannel(organisation) / organisation.pseudoChannels;
  }

  /** @param bank that is read */
  reset(bank: number): void {
    this.pseudoChannel = Math.floor(bank / this.banksPerPseudoChannel);
    this.row = closed;
    this.readFrom = 0;
    this.closeFrom = 0;
    this.refreshedUntil = 0;
    this.activations[0] = 0;
    this.cycledFrom = 0;
    this.undelayed = 0;
    this.closedByRefresh = closed;
  }

  get anyOpen(): boolean {
    return this.row !== closed;
  }

  get openFrom(): number {
    return Math.max(this.cycledFrom, this.refreshedUntil);
  }

  /** `openFrom` if there were no refresh. */
  get openFromWithoutRefresh(): number {
    return this.undelayed;
  }

  /** True where refresh closed just this row. */
  wasTakenByRefresh(row: number): boolean {
    return this.closedByRefresh === row;
  }

  read(now: number): void {
    const { nRTPL, nCCDAB } = this.timing;
    this.readFrom = now + nCCDAB;
    this.closeFrom = Math.max(this.closeFrom, now + nRTPL);
  }

  open(row: number, now: number): void {
    const { nRCD, nRAS, nRC } = this.timing;
    this.row = row;
    this.activations[0]++;
    this.readFrom = Math.max(this.readFrom, now + nRCD);
    this.closeFrom = now + Math.max(nRAS, activateBusCycles);
    this.cycledFrom = now + Math.max(nRC, activateBusCycles);
    this.closedByRefresh = closed;
  }

  close(now: number): void {
    this.closeAt(now, now);
  }

  allCloseFrom(): number {
    return this.closeFrom;
  }

  closeAll(now: number): void {
    const { row } = this;
    this.closeAt(now, this.closeFrom);
    this.closedByRefresh = row;
  }

  refresh(pseudoChannel: number, now: number): void {
    if (pseudoChannel === this.pseudoChannel) this.refreshedUntil = now + this.timing.nRFC;
  }

  private closeAt(now: number, earliest: number): void {
    const { nRP } = this.timing;
    this.undelayed = Math.max(this.cycledFrom, earliest + nRP);
    this.cycledFrom = Math.max(this.cycledFrom, now + nRP);
    this.row = closed;
  }
}
