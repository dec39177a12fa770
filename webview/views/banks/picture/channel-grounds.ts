import type { HeadResult } from "../../../../src/shared/protocol";
import type { Ground } from "../../../parts/heat-map/picture";
import type { StackShape } from "../../../state/bank-address";

/** What is seen of each channel where it has no load: idle, or nothing computed of it yet. */
export function channelGrounds(
  stack: StackShape,
  channels: readonly number[],
  kvHeads: number,
  heads: readonly HeadResult[],
): Ground[] {
  const computed = new Set(heads.map(({ kvHead }) => stack.channelOf(kvHead)));
  return channels.map((channel) => {
    if (computed.has(channel)) return "plain";
    return stack.headsOfChannel(kvHeads, channel).length > 0 ? "dotted" : "hatched";
  });
}
