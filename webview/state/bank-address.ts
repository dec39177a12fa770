import type { BankPlace, Catalog, StackOrganisation } from "../../src/shared/protocol";

/** Where a bank is in its channel. */
export interface BankAddress {
  readonly pseudoChannel: number;
  readonly rank: number;
  readonly bankGroup: number;
  readonly bank: number;
}

/** How the stack of a device is divided into channels and banks. */
export class StackShape {
  readonly channels: number;
  readonly banksPerGroup: number;
  readonly banksPerRank: number;
  readonly banksPerPseudoChannel: number;
  readonly banksPerChannel: number;
  /** Bank groups of a channel. */
  readonly lanesPerChannel: number;
  /** Equal for stacks that are alike. */
  readonly key: string;

  constructor(private readonly organisation: StackOrganisation) {
    const { channels, pseudoChannels, ranks, bankGroups, banks } = organisation;
    this.channels = channels;
    this.banksPerGroup = banks;
    this.banksPerRank = bankGroups * banks;
    this.banksPerPseudoChannel = ranks * this.banksPerRank;
    this.banksPerChannel = pseudoChannels * this.banksPerPseudoChannel;
    this.lanesPerChannel = this.banksPerChannel / banks;
    this.key = [channels, pseudoChannels, ranks, bankGroups, banks].join();
  }

  /** Takes a bank's index in its channel apart; banks count fastest, then groups, then ranks. */
  address(index: number): BankAddress {
    const { ranks, bankGroups } = this.organisation;
    const lane = this.laneOf(index);
    return {
      pseudoChannel: Math.floor(lane / (ranks * bankGroups)),
      rank: Math.floor(lane / bankGroups) % ranks,
      bankGroup: lane % bankGroups,
      bank: index % this.banksPerGroup,
    };
  }

  /** The bank's address in words. */
  describe(index: number): string {
    const { pseudoChannel, rank, bankGroup, bank } = this.address(index);
    return `pseudo-channel ${pseudoChannel}, rank ${rank}, bank group ${bankGroup}, bank ${bank}`;
  }

  /** The address of a bank's lane in words. */
  describeLane(index: number): string {
    const { pseudoChannel, rank, bankGroup } = this.address(index);
    return `pseudo-channel ${pseudoChannel}, rank ${rank}, bank group ${bankGroup}`;
  }

  /** The lane, which is the bank group, of a bank. */
  laneOf(index: number): number {
    return Math.floor(index / this.banksPerGroup);
  }

  has({ channel, bank }: BankPlace): boolean {
    return channel < this.channels && bank < this.banksPerChannel;
  }

  /** The channel in which the vectors of a KV head lie. */
  channelOf(kvHead: number): number {
    return kvHead % this.channels;
  }

  /** KV heads of a layer whose vectors lie in a channel. */
  headsOfChannel(kvHeads: number, channel: number): number[] {
    const heads = Array.from({ length: kvHeads }, (_, head) => head);
    return heads.filter((head) => this.channelOf(head) === channel);
  }

  /** Whether another stack has the same channels and banks in the same order. */
  isLike({ key }: StackShape): boolean {
    return key === this.key;
  }
}

/** The stack of the device that a run names; undefined where the catalog does not know it. */
export function stackOf(
  { devices }: Catalog,
  run: { readonly device: string } | undefined,
): StackShape | undefined {
  const found = devices.find(({ id }) => id === run?.device);
  return found && new StackShape(found.organisation);
}
