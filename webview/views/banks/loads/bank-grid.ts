import type { StackShape } from "../../../state/bank-address";

/** Which channels of a stack are drawn, and into how many cells each is divided. */
export class BankGrid {
  readonly banksPerCell: number;
  /** Equal for grids that draw the same banks of like stacks. */
  readonly key: string;

  constructor(
    readonly stack: StackShape,
    /** From top to bottom. */
    readonly channels: readonly number[],
    /** Cells of a channel: its lanes, or its banks where those of a lane differ. */
    readonly cells: number,
  ) {
    this.banksPerCell = stack.banksPerChannel / cells;
    this.key = `${channels.join()}/${cells}`;
  }

  /** The same cells of other channels. */
  withChannels(channels: readonly number[]): BankGrid {
    return new BankGrid(this.stack, channels, this.cells);
  }

  /** The first bank of a cell. */
  bankOf(cell: number): number {
    return cell * this.banksPerCell;
  }

  cellOf(bank: number): number {
    return Math.floor(bank / this.banksPerCell);
  }

  /** The banks of a cell in words: `bank 4`, `banks 4–7`. */
  nameOf(cell: number): string {
    const first = this.bankOf(cell);
    const last = first + this.banksPerCell - 1;
    return last === first ? `bank ${first}` : `banks ${first}–${last}`;
  }
}

/** Channels that hold a KV head of a layer, ascending. */
export function usedChannels(stack: StackShape, kvHeads: number): number[] {
  const heads = Array.from({ length: kvHeads }, (_, head) => stack.channelOf(head));
  return [...new Set(heads)].sort((a, b) => a - b);
}

/** Channels that hold none, ascending. */
export function idleChannels(stack: StackShape, kvHeads: number): number[] {
  const used = new Set(usedChannels(stack, kvHeads));
  const all = Array.from({ length: stack.channels }, (_, channel) => channel);
  return all.filter((channel) => !used.has(channel));
}
