/** Where a bank is in its channel. */
export interface BankAddress {
  readonly pseudoChannel: number;
  readonly rank: number;
  readonly bankGroup: number;
  readonly bank: number;
}

/** Organisation of a stack, the same in every device preset (docs/pim-model.md). */
export const channelsPerStack = 16;
const pseudoChannels = 2;
export const ranks = 2;
export const bankGroups = 4;
export const banksPerGroup = 4;
/** Bank groups of a channel; each is one lane. */
export const lanesPerChannel = pseudoChannels * ranks * bankGroups;
export const banksPerChannel = lanesPerChannel * banksPerGroup;

/** Takes a bank's index in its channel apart: ((pseudo-channel * 2 + rank) * 4 + group) * 4 + bank. */
export function bankAddress(index: number): BankAddress {
  const lane = laneOf(index);
  return {
    pseudoChannel: Math.floor(lane / (ranks * bankGroups)),
    rank: Math.floor(lane / bankGroups) % ranks,
    bankGroup: lane % bankGroups,
    bank: index % banksPerGroup,
  };
}

/** The lane, which is the bank group, of a bank. */
export function laneOf(index: number): number {
  return Math.floor(index / banksPerGroup);
}

/** The channel in which the vectors of a KV head lie. */
export function channelOf(kvHead: number): number {
  return kvHead % channelsPerStack;
}

/** KV heads of a layer whose vectors lie in a channel. */
export function headsOfChannel(kvHeads: number, channel: number): number[] {
  const heads = Array.from({ length: kvHeads }, (_, head) => head);
  return heads.filter((head) => channelOf(head) === channel);
}

export function describeBank(index: number): string {
  const { pseudoChannel, rank, bankGroup, bank } = bankAddress(index);
  return `pseudo-channel ${pseudoChannel}, rank ${rank}, bank group ${bankGroup}, bank ${bank}`;
}
