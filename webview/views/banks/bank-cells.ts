import type { BankPlace, HeatMapState, ViewState } from "../../../src/shared/protocol";
import type { Cell } from "../../parts/heat-map/grid";
import { banksPerChannel, channelOf } from "../../state/bank-address";

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
): BankAtStep {
  switch (axis) {
    case "channels":
      return { channel: row, bank: column, step };
    case "steps":
      return { channel: channelOf(kvHead), bank: row, step: column };
    case "banks":
      return {
        channel: Math.floor(row / banksPerChannel),
        bank: row % banksPerChannel,
        step: column,
      };
  }
}

/** Where a bank is seen at the shown step; undefined where the picture has no place for it. */
export function cellOfBank(
  axis: HeatMapState["axis"],
  { channel, bank }: BankPlace,
  { kvHead, step }: Shown,
): Cell | undefined {
  switch (axis) {
    case "channels":
      return { row: channel, column: bank };
    case "steps":
      return channel === channelOf(kvHead) ? { row: bank, column: step } : undefined;
    case "banks":
      return { row: channel * banksPerChannel + bank, column: step };
  }
}
