import type { Organisation } from "../../memory/organisation";
import type { Timing } from "../../memory/timing";

/**
 * When data moves between buffers may be issued. They bind only each other: nBL in a
 * pseudo-channel, nCCDS in a rank, nCCDL in a bank group (docs/pim-model.md#the-controller).
 */
export class MoveClock {
  private readonly groupFrom: Int32Array;
  private readonly rankFrom: Int32Array;
  private readonly pseudoChannelFrom: Int32Array;
  private readonly groupShift: number;
  private readonly rankShift: number;
  private readonly pseudoChannelShift: number;

  constructor(
    { pseudoChannels, ranks, bankGroups, banks }: Organisation,
    private readonly timing: Timing,
  ) {
    this.groupShift = Math.log2(banks);
    this.rankShift = this.groupShift + Math.log2(bankGroups);
    this.pseudoChannelShift = this.rankShift + Math.log2(ranks);
    this.groupFrom = new Int32Array(pseudoChannels * ranks * bankGroups);
    this.rankFrom = new Int32Array(pseudoChannels * ranks);
    this.pseudoChannelFrom = new Int32Array(pseudoChannels);
  }

  reset(): void {
    this.groupFrom.fill(0);
    this.rankFrom.fill(0);
    this.pseudoChannelFrom.fill(0);
  }

  /** First cycle in which a move at `bank` may be issued. */
  readyFrom(bank: number): number {
    let from = this.groupFrom[bank >>> this.groupShift];
    const rank = this.rankFrom[bank >>> this.rankShift];
    const pseudoChannel = this.pseudoChannelFrom[bank >>> this.pseudoChannelShift];
    if (rank > from) from = rank;
    return pseudoChannel > from ? pseudoChannel : from;
  }

  issued(bank: number, now: number): void {
    this.groupFrom[bank >>> this.groupShift] = now + this.timing.nCCDL;
    this.rankFrom[bank >>> this.rankShift] = now + this.timing.nCCDS;
    this.pseudoChannelFrom[bank >>> this.pseudoChannelShift] = now + this.timing.nBL;
  }
}
