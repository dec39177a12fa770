import type { BankPlace, HeatMapState, ViewState } from "../../../src/shared/protocol";
import type { Cell } from "../../parts/heat-map/matrix";
import type { StackShape } from "../../state/bank-address";

/** A bank at a step. */
export interface BankAtStep extends BankPlace {
  readonly step: number;
}

type Shown = Pick<ViewState, "kvHead" | "step">;

/** What a cell stands for in a picture of the shown step or of the shown KV head's channel. */
export function bankPlaceOf(
  axis: HeatMapState["axis"],
  { row, column }: Cell,
  { kvHead, step }: Shown,
  stack: StackShape,
): BankAtStep {
  switch (axis) {
    case "channels":
      return { channel: row, bank: column, step };
    case "steps":
      return { channel: stack.channelOf(kvHead), bank: row, step: column };
    case "banks":
      return {
        channel: Math.floor(row / stack.banksPerChannel),
        bank: row % stack.banksPerChannel,
        step: column,
      };
  }
}

/** Where a bank is seen at the shown step; undefined where the picture has no place for it. */
export function cellOfBank(
  axis: HeatMapState["axis"],
  place: BankPlace,
  { kvHead, step }: Shown,
  stack: StackShape,
): Cell | undefined {
  const { channel, bank } = place;
  if (!stack.has(place)) return undefined;
  switch (axis) {
    case "channels":
      return { row: channel, column: bank };
    case "steps":
      return channel === stack.channelOf(kvHead) ? { row: bank, column: step } : undefined;
    case "banks":
      return { row: channel * stack.banksPerChannel + bank, column: step };
  }
}
