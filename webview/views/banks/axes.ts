import { indexTicks, partTicks } from "../../parts/colours/ticks";
import type { Axis, AxisLabel, AxisLevel, Divider } from "../../parts/heat-map/picture";
import type { BankAddress, StackShape } from "../../state/bank-address";

/** The axes of pictures of a stack's banks; each is made when it is first asked for. */
export class BankAxes {
  #columns: Axis | undefined;
  #rows: Axis | undefined;
  #stackRows: Axis | undefined;
  #channelRows: Axis | undefined;

  constructor(private readonly stack: StackShape) {}

  /** Banks of a channel from left to right, each level under its name. */
  get columns(): Axis {
    return (this.#columns ??= bankColumns(this.stack));
  }

  /** Banks of a channel from top to bottom. */
  get rows(): Axis {
    return (this.#rows ??= {
      levels: bankLevels(this.stack, 1),
      dividers: bankDividers(this.stack, 1),
      nameOf: (bank) => `bank ${bank}`,
    });
  }

  /** Banks of a stack from top to bottom, channel after channel. */
  get stackRows(): Axis {
    return (this.#stackRows ??= stackRows(this.stack));
  }

  /** Channels of a stack from top to bottom. */
  get channelRows(): Axis {
    return (this.#channelRows ??= channelRows(this.stack));
  }
}

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

function bankColumns(stack: StackShape): Axis {
  const { banksPerGroup, banksPerRank, banksPerPseudoChannel } = stack;
  return {
    levels: [
      { name: "bank", labels: every(stack, 1, 1, ({ bank }) => `${bank}`) },
      {
        name: "bank group",
        labels: every(stack, 1, banksPerGroup, ({ bankGroup }) => `${bankGroup}`),
      },
      { name: "rank", labels: every(stack, 1, banksPerRank, ({ rank }) => `${rank}`) },
      {
        name: "pseudo-channel",
        labels: every(stack, 1, banksPerPseudoChannel, ({ pseudoChannel }) => `${pseudoChannel}`),
      },
    ],
    dividers: bankDividers(stack, 1),
    nameOf: (bank) => `bank ${bank}`,
  };
}

function stackRows(stack: StackShape): Axis {
  const { channels, banksPerChannel: banks } = stack;
  return {
    levels: [
      ...bankLevels(stack, channels),
      { name: "channel", labels: every(stack, channels, banks, (_, at) => `${at / banks}`) },
    ],
    dividers: bankDividers(stack, channels),
    nameOf: (at) => `channel ${Math.floor(at / banks)} bank ${at % banks}`,
  };
}

function channelRows({ channels }: StackShape): Axis {
  const labels = Array.from({ length: channels }, (_, channel) => {
    return { from: channel, to: channel + 1, text: `${channel}` };
  });
  return {
    levels: [{ name: "channel", labels }],
    dividers: [],
    nameOf: (channel) => `channel ${channel}`,
  };
}

/** What the banks of some channels belong to, from the finest level to the coarsest. */
function bankLevels(stack: StackShape, channels: number): AxisLevel[] {
  const { banksPerGroup, banksPerRank, banksPerPseudoChannel } = stack;
  const banks = every(stack, channels, 1, ({ bank }) => `bank ${bank}`);
  const groups = every(stack, channels, banksPerGroup, ({ bankGroup }) => `group ${bankGroup}`);
  const finest = (from: number, to: number, count: number): readonly AxisLabel[] => {
    if (to - from <= count) return banks.slice(from, to);
    const inView = groups.slice(Math.floor(from / banksPerGroup), Math.ceil(to / banksPerGroup));
    return inView.length <= count ? inView : [];
  };
  return [
    { name: "", labels: groups, labelsWithin: finest },
    { name: "", labels: groups },
    { name: "", labels: every(stack, channels, banksPerRank, ({ rank }) => `rank ${rank}`) },
    {
      name: "",
      labels: every(stack, channels, banksPerPseudoChannel, ({ pseudoChannel }) => {
        return `pseudo-channel ${pseudoChannel}`;
      }),
    },
  ];
}

/** One label per `size` banks. */
function every(
  stack: StackShape,
  channels: number,
  size: number,
  text: (address: BankAddress, at: number) => string,
): AxisLabel[] {
  const { banksPerChannel } = stack;
  return Array.from({ length: (channels * banksPerChannel) / size }, (_, index) => {
    const from = index * size;
    return { from, to: from + size, text: text(stack.address(from % banksPerChannel), from) };
  });
}

/** A line before every bank group but the first; the heaviest before whole channels, if any. */
function bankDividers(stack: StackShape, channels: number): Divider[] {
  const { banksPerChannel, banksPerPseudoChannel, banksPerRank, banksPerGroup } = stack;
  const heavy = channels > 1 ? banksPerChannel : banksPerPseudoChannel;
  const middle = channels > 1 ? banksPerPseudoChannel : banksPerRank;
  const count = (channels * banksPerChannel) / banksPerGroup;
  return Array.from({ length: count - 1 }, (_, index) => {
    const at = (index + 1) * banksPerGroup;
    return { at, weight: at % heavy === 0 ? 3 : at % middle === 0 ? 2 : 1 };
  });
}
