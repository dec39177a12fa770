import type { DevicePreset } from "../../../memory/device-preset";
import { lanesPerChannel } from "../../../memory/organisation";
import type { Timing } from "../../../memory/timing";
import { RankWindows } from "./rank-windows";

/** No row. */
const closed = -1;

/** The open row of each lane, and from when it may be read, closed, and the next one opened. */
export class LaneRows {
  readonly lanes: number;
  readonly lanesPerRank: number;
  readonly lanesPerPseudoChannel: number;
  /** By lane: its open row, or -1. */
  readonly openRow: Int32Array;
  /** By lane. */
  readonly columnsRead: Float64Array;
  readonly rowsOpened: Float64Array;
  /** By lane: from when its open row may be read, and closed. */
  readonly readFrom: Int32Array;
  readonly closeFrom: Int32Array;
  private readonly cycledFrom: Int32Array;
  /** By pseudo-channel: end of its last refresh. */
  private readonly refreshedFrom: Int32Array;
  private readonly windows: RankWindows;
  private readonly timing: Timing;
  /** Counts of an organisation are powers of two: shifts, for a lane asks for its rank at every turn. */
  private readonly rankShift: number;
  private readonly pseudoChannelShift: number;

  constructor(preset: DevicePreset) {
    const { bankGroups, ranks, pseudoChannels } = preset.organisation;
    this.timing = preset.timing;
    this.lanes = lanesPerChannel(preset.organisation);
    this.lanesPerRank = bankGroups;
    this.lanesPerPseudoChannel = ranks * bankGroups;
    this.rankShift = Math.log2(this.lanesPerRank);
    this.pseudoChannelShift = Math.log2(this.lanesPerPseudoChannel);
    this.openRow = new Int32Array(this.lanes);
    this.columnsRead = new Float64Array(this.lanes);
    this.rowsOpened = new Float64Array(this.lanes);
    this.readFrom = new Int32Array(this.lanes);
    this.closeFrom = new Int32Array(this.lanes);
    this.cycledFrom = new Int32Array(this.lanes);
    this.refreshedFrom = new Int32Array(pseudoChannels);
    this.windows = new RankWindows(preset);
  }

  reset(): void {
    this.openRow.fill(closed);
    for (const counts of [this.columnsRead, this.rowsOpened]) counts.fill(0);
    for (const clock of [this.readFrom, this.closeFrom, this.cycledFrom]) clock.fill(0);
    this.refreshedFrom.fill(0);
    this.windows.reset();
  }

  isOpen(lane: number): boolean {
    return this.openRow[lane] !== closed;
  }

  /** True where no row of the pseudo-channel is open. */
  isAllClosed(pseudoChannel: number): boolean {
    const from = pseudoChannel * this.lanesPerPseudoChannel;
    for (let lane = from; lane < from + this.lanesPerPseudoChannel; lane++) {
      if (this.isOpen(lane)) return false;
    }
    return true;
  }

  openFrom(lane: number): number {
    return Math.max(
      this.cycledFrom[lane],
      this.windows.openFrom(this.rankOf(lane)),
      this.refreshedFrom[this.pseudoChannelOf(lane)],
    );
  }

  /** True where the end of a refresh is what the lane waited for. */
  isJustRefreshed(lane: number, now: number): boolean {
    return this.refreshedFrom[this.pseudoChannelOf(lane)] === now;
  }

  read(lane: number, now: number): void {
    const { nCCDAB, nRTPL } = this.timing;
    this.columnsRead[lane]++;
    this.readFrom[lane] = now + nCCDAB;
    this.closeFrom[lane] = Math.max(this.closeFrom[lane], now + nRTPL);
  }

  open(lane: number, row: number, now: number): void {
    const { nRCD, nRAS, nRC, nRRDL } = this.timing;
    this.rowsOpened[lane]++;
    this.openRow[lane] = row;
    this.readFrom[lane] = Math.max(this.readFrom[lane], now + nRCD);
    this.closeFrom[lane] = now + nRAS;
    this.cycledFrom[lane] = now + Math.max(nRC, nRRDL);
    this.windows.opened(this.rankOf(lane), now);
  }

  close(lane: number, now: number): void {
    this.openRow[lane] = closed;
    this.cycledFrom[lane] = Math.max(this.cycledFrom[lane], now + this.timing.nRP);
  }

  refresh(pseudoChannel: number, now: number): void {
    this.refreshedFrom[pseudoChannel] = now + this.timing.nRFC;
  }

  rankOf(lane: number): number {
    return lane >>> this.rankShift;
  }

  pseudoChannelOf(lane: number): number {
    return lane >>> this.pseudoChannelShift;
  }
}
