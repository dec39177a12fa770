import { indexTicks } from "../heatmap/ticks";
import type { Axis, AxisLabel, Divider } from "../heatmap/picture";
import {
  bankAddress,
  banksPerChannel,
  banksPerGroup,
  bankGroups,
  channelsPerStack,
  ranks,
} from "./bank-address";

const banksPerRank = bankGroups * banksPerGroup;
const banksPerPseudoChannel = ranks * banksPerRank;

/** Banks from left to right, each level under its name. */
export const bankColumns: Axis = {
  levels: [
    { name: "bank group", labels: every(banksPerGroup, (at) => `${bankAddress(at).bankGroup}`) },
    { name: "rank", labels: every(banksPerRank, (at) => `${bankAddress(at).rank}`) },
    {
      name: "pseudo-channel",
      labels: every(banksPerPseudoChannel, (at) => `${bankAddress(at).pseudoChannel}`),
    },
  ],
  dividers: bankDividers(),
};

/** Banks from top to bottom. */
export const bankRows: Axis = {
  levels: [
    { name: "", labels: every(banksPerGroup, (at) => `group ${bankAddress(at).bankGroup}`) },
    { name: "", labels: every(banksPerRank, (at) => `rank ${bankAddress(at).rank}`) },
    {
      name: "",
      labels: every(banksPerPseudoChannel, (at) => {
        return `pseudo-channel ${bankAddress(at).pseudoChannel}`;
      }),
    },
  ],
  dividers: bankDividers(),
};

/** Channels of a stack from top to bottom. */
export const channelRows: Axis = {
  levels: [
    {
      name: "channel",
      labels: Array.from({ length: channelsPerStack }, (_, channel) => ({
        from: channel,
        to: channel + 1,
        text: `${channel}`,
      })),
    },
  ],
  dividers: [],
};

/** Steps from left to right, a few of them named. */
export function stepColumns(steps: number): Axis {
  const labels = indexTicks(steps, 10).map((step) => ({
    from: step,
    to: step + 1,
    text: `${step}`,
  }));
  return { levels: [{ name: "step", labels }], dividers: [] };
}

function every(size: number, text: (firstBank: number) => string): AxisLabel[] {
  return Array.from({ length: banksPerChannel / size }, (_, index) => ({
    from: index * size,
    to: (index + 1) * size,
    text: text(index * size),
  }));
}

function bankDividers(): Divider[] {
  return every(banksPerGroup, () => "")
    .slice(1)
    .map(({ from: at }) => ({
      at,
      weight: at % banksPerPseudoChannel === 0 ? 3 : at % banksPerRank === 0 ? 2 : 1,
    }));
}
