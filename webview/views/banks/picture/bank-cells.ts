import type { BankPlace, HeatMapState, ViewState } from "../../../../src/shared/protocol";
import type { Cell } from "../../../parts/heat-map/matrix";
import type { BankGrid } from "../loads/bank-grid";

/** A bank at a step. */
export interface BankAtStep extends BankPlace {
  readonly step: number;
}

type Shown = Pick<ViewState, "kvHead" | "step">;

/** The first bank of a cell in a picture of the shown step or of the shown KV head's channel. */
export function bankPlaceOf(
  axis: HeatMapState["axis"],
  { row, column }: Cell,
  { kvHead, step }: Shown,
  grid: BankGrid,
): BankAtStep {
  switch (axis) {
    case "channels":
      return { channel: grid.channels[row], bank: grid.bankOf(column), step };
    case "steps":
      return { channel: grid.stack.channelOf(kvHead), bank: grid.bankOf(row), step: column };
    case "banks":
      return {
        channel: grid.channels[Math.floor(row / grid.cells)],
        bank: grid.bankOf(row % grid.cells),
        step: column,
      };
  }
}

/** Where a bank is seen at the shown step; undefined where the picture has no place for it. */
export function cellOfBank(
  axis: HeatMapState["axis"],
  place: BankPlace,
  { kvHead, step }: Shown,
  grid: BankGrid,
): Cell | undefined {
  const { channel, bank } = place;
  const row = grid.channels.indexOf(channel);
  if (!grid.stack.has(place)) return undefined;
  const cell = grid.cellOf(bank);
  if (axis === "steps") {
    return channel === grid.stack.channelOf(kvHead) ? { row: cell, column: step } : undefined;
  }
  if (row < 0) return undefined;
  return axis === "channels"
    ? { row, column: cell }
    : { row: row * grid.cells + cell, column: step };
}
