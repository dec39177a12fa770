import { indexTicks, partTicks } from "../../parts/colours/ticks";
import type { Axis, AxisLabel, AxisLevel, Divider } from "../../parts/heat-map/picture";
import {
  bankAddress,
  banksPerChannel,
  banksPerGroup,
  bankGroups,
  channelsPerStack,
  ranks,
  type BankAddress,
} from "../../state/bank-address";

const banksPerRank = bankGroups * banksPerGroup;
const banksPerPseudoChannel = ranks * banksPerRank;

/** Banks from left to right, each level under its name. */
export const bankColumns: Axis = {
  levels: [
    { name: "bank", labels: every(1, 1, ({ bank }) => `${bank}`) },
    { name: "bank group", labels: every(1, banksPerGroup, ({ bankGroup }) => `${bankGroup}`) },
    { name: "rank", labels: every(1, banksPerRank, ({ rank }) => `${rank}`) },
    {
      name: "pseudo-channel",
      labels: every(1, banksPerPseudoChannel, ({ pseudoChannel }) => `${pseudoChannel}`),
    },
  ],
  dividers: bankDividers(1),
  nameOf: (bank) => `bank ${bank}`,
};

/** Banks of a channel from top to bottom. */
export const bankRows: Axis = {
  levels: bankLevels(1),
  dividers: bankDividers(1),
  nameOf: (bank) => `bank ${bank}`,
};

/** Banks of a stack from top to bottom, channel after channel. */
export const stackRows: Axis = {
  levels: [
    ...bankLevels(channelsPerStack),
    {
      name: "channel",
      labels: every(channelsPerStack, banksPerChannel, (_, at) => `${at / banksPerChannel}`),
    },
  ],
  dividers: bankDividers(channelsPerStack),
  nameOf: (at) => `channel ${Math.floor(at / banksPerChannel)} bank ${at % banksPerChannel}`,
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
  nameOf: (channel) => `channel ${channel}`,
};

/** Steps from left to right, a few of them named. */
export function stepColumns(steps: number): Axis {
  const labelsOf = (named: readonly number[]): AxisLabel[] =>
    named.map((step) => ({ from: step, to: step + 1, text: `${step}` }));
  return {
    levels: [
      {
        name: "step",
        labels: labelsOf(indexTicks(steps, 10)),
        labelsWithin: (from, to, count) => labelsOf(partTicks(from, to, count)),
      },
    ],
    dividers: [],
    nameOf: (step) => `step ${step}`,
  };
}

/** What the banks of some channels belong to, from the finest level to the coarsest. */
function bankLevels(channels: number): AxisLevel[] {
  const banks = every(channels, 1, ({ bank }) => `bank ${bank}`);
  const groups = every(channels, banksPerGroup, ({ bankGroup }) => `group ${bankGroup}`);
  const finest = (from: number, to: number, count: number): readonly AxisLabel[] => {
    if (to - from <= count) return banks.slice(from, to);
    const inView = groups.slice(Math.floor(from / banksPerGroup), Math.ceil(to / banksPerGroup));
    return inView.length <= count ? inView : [];
  };
  return [
    { name: "", labels: groups, labelsWithin: finest },
    { name: "", labels: groups },
    { name: "", labels: every(channels, banksPerRank, ({ rank }) => `rank ${rank}`) },
    {
      name: "",
      labels: every(channels, banksPerPseudoChannel, ({ pseudoChannel }) => {
        return `pseudo-channel ${pseudoChannel}`;
      }),
    },
  ];
}

/** One label per `size` banks. */
function every(
  channels: number,
  size: number,
  text: (address: BankAddress, at: number) => string,
): AxisLabel[] {
  return Array.from({ length: (channels * banksPerChannel) / size }, (_, index) => {
    const from = index * size;
    return { from, to: from + size, text: text(bankAddress(from % banksPerChannel), from) };
  });
}

/** A line before every bank group but the first; the heaviest before whole channels, if any. */
function bankDividers(channels: number): Divider[] {
  const heavy = channels > 1 ? banksPerChannel : banksPerPseudoChannel;
  const middle = channels > 1 ? banksPerPseudoChannel : banksPerRank;
  const count = (channels * banksPerChannel) / banksPerGroup;
  return Array.from({ length: count - 1 }, (_, index) => {
    const at = (index + 1) * banksPerGroup;
    return { at, weight: at % heavy === 0 ? 3 : at % middle === 0 ? 2 : 1 };
  });
}
