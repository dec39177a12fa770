import { indexTicks, partTicks } from "../../../parts/colours/ticks";
import type { Axis, AxisLabel, AxisLevel, Divider } from "../../../parts/heat-map/picture";
import type { BankAddress } from "../../../state/bank-address";
import type { BankGrid } from "../loads/bank-grid";

/** The axes of pictures of a grid of banks; each is made when it is first asked for. */
export class BankAxes {
  #columns: Axis | undefined;
  #rows: Axis | undefined;
  #stackRows: Axis | undefined;
  #channelRows: Axis | undefined;

  constructor(
    private readonly grid: BankGrid,
    /** Whether all levels of an address are labelled, or the coarser ones alone. */
    private readonly isDetailed: boolean,
  ) {}

  /** Banks of a channel from left to right. */
  get columns(): Axis {
    return (this.#columns ??= {
      levels: this.isDetailed ? allLevels(this.grid) : coarseLevels(this.grid, 1),
      dividers: bankDividers(this.grid, 1),
      nameOf: (cell) => this.grid.nameOf(cell),
    });
  }

  /** Banks of a channel from top to bottom. */
  get rows(): Axis {
    return (this.#rows ??= {
      levels: this.isDetailed ? bankLevels(this.grid, 1) : [finestLevel(this.grid, 1)],
      dividers: bankDividers(this.grid, 1),
      nameOf: (cell) => this.grid.nameOf(cell),
    });
  }

  /** Banks of the grid's channels from top to bottom, channel after channel. */
  get stackRows(): Axis {
    return (this.#stackRows ??= stackRows(this.grid, this.isDetailed));
  }

  /** Channels of the grid from top to bottom. */
  get channelRows(): Axis {
    return (this.#channelRows ??= channelRows(this.grid, this.isDetailed));
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

/** Each level under its name. */
function allLevels(grid: BankGrid): AxisLevel[] {
  const { banksPerGroup, banksPerRank, banksPerPseudoChannel } = grid.stack;
  const named = (name: string, size: number, text: (address: BankAddress) => string) => ({
    name,
    labels: every(grid, 1, size, text),
  });
  return [
    ...(grid.banksPerCell === 1 ? [named("bank", 1, ({ bank }) => `${bank}`)] : []),
    named("bank group", banksPerGroup, ({ bankGroup }) => `${bankGroup}`),
    named("rank", banksPerRank, ({ rank }) => `${rank}`),
    named("pseudo-channel", banksPerPseudoChannel, ({ pseudoChannel }) => `${pseudoChannel}`),
  ];
}

/** Labels that name their level themselves, in full or in short. */
function coarseLevels(grid: BankGrid, channels: number): AxisLevel[] {
  const { banksPerRank, banksPerPseudoChannel } = grid.stack;
  const level = (size: number, text: (address: BankAddress) => string): readonly AxisLabel[] =>
    every(grid, channels, size, text);
  return [
    {
      name: "",
      labels: level(banksPerRank, ({ rank }) => `rank ${rank}`),
      shorter: level(banksPerRank, ({ rank }) => `R${rank}`),
    },
    {
      name: "",
      labels: level(
        banksPerPseudoChannel,
        ({ pseudoChannel }) => `pseudo-channel ${pseudoChannel}`,
      ),
      shorter: level(banksPerPseudoChannel, ({ pseudoChannel }) => `PC${pseudoChannel}`),
    },
  ];
}

/** What the banks of some channels belong to, from the finest level to the coarsest. */
function bankLevels(grid: BankGrid, channels: number): AxisLevel[] {
  const { banksPerGroup } = grid.stack;
  const groupOf = ({ bankGroup }: BankAddress) => `group ${bankGroup}`;
  return [
    finestLevel(grid, channels),
    // Where cells are lanes, the finest level has the groups already.
    ...(grid.banksPerCell === 1
      ? [{ name: "", labels: every(grid, channels, banksPerGroup, groupOf) }]
      : []),
    ...coarseLevels(grid, channels),
  ];
}

/** Banks where they have room, else bank groups. */
function finestLevel(grid: BankGrid, channels: number): AxisLevel {
  const { banksPerGroup } = grid.stack;
  const groups = every(grid, channels, banksPerGroup, ({ bankGroup }) => `group ${bankGroup}`);
  const banks = grid.banksPerCell > 1 ? [] : every(grid, channels, 1, ({ bank }) => `bank ${bank}`);
  const perGroup = banksPerGroup / grid.banksPerCell;
  return {
    name: "",
    labels: groups,
    labelsWithin: (from, to, count) => {
      if (banks.length > 0 && to - from <= count) return banks.slice(from, to);
      const inView = groups.slice(Math.floor(from / perGroup), Math.ceil(to / perGroup));
      return inView.length <= count ? inView : [];
    },
  };
}

function stackRows(grid: BankGrid, isDetailed: boolean): Axis {
  const { channels, cells } = grid;
  const labels = channels.map((channel, row) => {
    return { from: row * cells, to: (row + 1) * cells, text: `${channel}` };
  });
  return {
    levels: [
      ...(isDetailed ? bankLevels(grid, channels.length) : [finestLevel(grid, channels.length)]),
      { name: "channel", labels },
    ],
    dividers: bankDividers(grid, channels.length),
    nameOf: (at) => `channel ${channels[Math.floor(at / cells)]} ${grid.nameOf(at % cells)}`,
  };
}

function channelRows({ channels }: BankGrid, isDetailed: boolean): Axis {
  const labels = channels.map((channel, row) => ({ from: row, to: row + 1, text: `${channel}` }));
  const dividers = labels.slice(1).map(({ from }): Divider => ({ at: from, weight: 1 }));
  return {
    levels: [
      {
        name: isDetailed ? "channel" : "",
        labels,
        // Where not all have room, some of them.
        labelsWithin: (from, to, count) => partTicks(from, to, count).map((row) => labels[row]),
      },
    ],
    dividers,
    nameOf: (row) => `channel ${channels[row]}`,
  };
}

/** One label per `size` banks. */
function every(
  { stack, cells, banksPerCell }: BankGrid,
  channels: number,
  size: number,
  text: (address: BankAddress) => string,
): AxisLabel[] {
  const width = size / banksPerCell;
  return Array.from({ length: (channels * cells) / width }, (_, index) => {
    const address = stack.address((index * size) % stack.banksPerChannel);
    return { from: index * width, to: (index + 1) * width, text: text(address) };
  });
}

/** A line before every bank group but the first; the heaviest before whole channels, if any. */
function bankDividers({ stack, cells, banksPerCell }: BankGrid, channels: number): Divider[] {
  const inCells = (banks: number) => banks / banksPerCell;
  const heavy = channels > 1 ? cells : inCells(stack.banksPerPseudoChannel);
  const middle = inCells(channels > 1 ? stack.banksPerPseudoChannel : stack.banksPerRank);
  const group = inCells(stack.banksPerGroup);
  return Array.from({ length: (channels * cells) / group - 1 }, (_, index) => {
    const at = (index + 1) * group;
    return { at, weight: at % heavy === 0 ? 3 : at % middle === 0 ? 2 : 1 };
  });
}
