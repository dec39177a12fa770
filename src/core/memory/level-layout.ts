import type { DevicePreset, PimLevel } from "./device-preset";
import { rowBytes, type Organisation } from "./organisation";

/**
 * How vectors lie in a channel for units at one level, and which moves carry a head's vectors.
 * A line is what one pass of MACs over `vectorColumns` columns scores at once: a slot per lane.
 * Target lists are byte offsets inside the channel, in the order in which a program visits them.
 */
export interface LevelLayout {
  readonly slotsPerLine: number;
  /** Columns of a line of keys, which are also the chunks of the context product: ceil(D / spread). */
  vectorColumns(headDimension: number, elementBytes: number): number;
  /** Byte offset of the n-th column that the units read in storage order. */
  columnOffset(index: number): number;
  /** Rows of a bank that the first `count` columns in storage order take. */
  rowsOf(count: number): number;
  /** Banks of a bank group over which a vector is spread; each holds ceil(D / spread) values. */
  readonly spread: number;
  readonly queryTargets: readonly number[];
  readonly scoreTargets: readonly number[];
  readonly probabilityTargets: readonly number[];
  readonly contextTargets: readonly number[];
}

/** @see docs/pim-model.md#addresses for the bank level; AttAcc's trace generators for the others */
export function levelLayout(level: PimLevel, organisation: Organisation): LevelLayout {
  const { pseudoChannels, ranks, bankGroups, banks, rows, columns, columnBytes } = organisation;
  const row = rowBytes(organisation);
  const bank = rows * row;
  const bankGroup = banks * bank;
  const rank = bankGroups * bankGroup;
  const groups = ranks * bankGroups;
  const elementsOf = (elementBytes: number): number => columnBytes / elementBytes;

  switch (level) {
    case "bank":
      return {
        slotsPerLine: pseudoChannels * ranks * bankGroups,
        vectorColumns: (headDimension, elementBytes) =>
          Math.ceil(headDimension / (banks * elementsOf(elementBytes))),
        columnOffset: (index) => index * columnBytes,
        rowsOf: (count) => Math.ceil(count / columns),
        spread: banks,
        queryTargets: grid([banks, bank]),
        scoreTargets: grid([bankGroups, bankGroup], [ranks, rank]),
        probabilityTargets: grid([ranks, rank], [bankGroups, bankGroup]),
        contextTargets: grid([banks, bank], [ranks, rank]),
      };
    case "bank-group":
      return {
        slotsPerLine: pseudoChannels * ranks * bankGroups,
        vectorColumns: (headDimension, elementBytes) =>
          Math.ceil(headDimension / elementsOf(elementBytes)),
        columnOffset: (index) => {
          const rowOfBank = Math.floor(index / columns);
          return (
            (index % columns) * columnBytes +
            (rowOfBank % banks) * bank +
            Math.floor(rowOfBank / banks) * row
          );
        },
        rowsOf: (count) => Math.ceil(count / columns / banks),
        spread: 1,
        queryTargets: [0],
        scoreTargets: grid([bankGroups, bankGroup], [ranks, rank]),
        probabilityTargets: grid([ranks, rank], [bankGroups, bankGroup]),
        contextTargets: grid([ranks, rank]),
      };
    case "buffer":
      return {
        slotsPerLine: pseudoChannels,
        vectorColumns: (headDimension, elementBytes) =>
          Math.ceil(headDimension / elementsOf(elementBytes)),
        columnOffset: (index) => {
          const columnOfBank = Math.floor(index / groups);
          const columnOfRow = Math.floor(columnOfBank / banks);
          return (
            (index % groups) * bankGroup +
            (columnOfBank % banks) * bank +
            (columnOfRow % columns) * columnBytes +
            Math.floor(columnOfRow / columns) * row
          );
        },
        rowsOf: (count) => Math.ceil(count / groups / banks / columns),
        spread: 1,
        queryTargets: [0],
        scoreTargets: [0],
        probabilityTargets: [0],
        contextTargets: [0],
      };
  }
}

/**
 * Sets of banks that open and read a row together: all banks of the channel at the bank level, the
 * same bank of every bank group at the bank-group level, the same bank of both pseudo-channels at
 * the buffer level. A bank b of the channel is in set b mod sets.
 */
export function bankSets({ level, organisation }: DevicePreset): number {
  const { ranks, bankGroups, banks } = organisation;
  const sets = { bank: 1, "bank-group": banks, buffer: ranks * bankGroups * banks };
  return sets[level];
}

/** Offsets over nested counts, the first outermost; each dimension is [count, stride]. */
function grid(...dimensions: readonly (readonly [number, number])[]): readonly number[] {
  return dimensions.reduce<readonly number[]>(
    (offsets, [count, stride]) =>
      offsets.flatMap((offset) => Array.from({ length: count }, (_, i) => offset + i * stride)),
    [0],
  );
}
