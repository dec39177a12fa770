import { activateBusCycles } from "../row-bus";
import type { Timing } from "../../../memory/timing";

const closed = -1;

/**
 * The open row of a channel whose banks all open together, and from when it may be read, closed,
 * and the next one opened: what `BankRows` keeps for many sets of banks, for one.
 */
export class OpenRow {
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

  constructor(private readonly timing: Timing) {}

  reset(): void {
    this.row = closed;
    this.readFrom = 0;
    this.closeFrom = 0;
    this.refreshedUntil = 0;
    this.activations[0] = 0;
    this.cycledFrom = 0;
    this.undelayed = 0;
    this.closedByRefresh = closed;
  }

  get isOpen(): boolean {
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

  /** Closes the row on behalf of refresh. */
  closeForRefresh(now: number): void {
    const { row } = this;
    this.closeAt(now, this.closeFrom);
    this.closedByRefresh = row;
  }

  /** The banks that are read were refreshed. */
  refresh(now: number): void {
    this.refreshedUntil = now + this.timing.nRFC;
  }

  private closeAt(now: number, earliest: number): void {
    const { nRP } = this.timing;
    this.undelayed = Math.max(this.cycledFrom, earliest + nRP);
    this.cycledFrom = Math.max(this.cycledFrom, now + nRP);
    this.row = closed;
  }
}
