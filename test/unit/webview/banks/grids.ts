import type { StackShape } from "../../../../webview/state/bank-address";
import { BankGrid } from "../../../../webview/views/banks/loads/bank-grid";
import type { StackLoads } from "../../../../webview/views/banks/loads/stack-loads";
import { BankAxes } from "../../../../webview/views/banks/picture/bank-axes";
import type { RunBanks } from "../../../../webview/views/banks/picture/bank-picture";

/** All channels of a stack, each bank a cell of its own unless fewer cells are asked for. */
export function wholeGrid(stack: StackShape, cells = stack.banksPerChannel): BankGrid {
  return new BankGrid(stack, [...Array(stack.channels).keys()], cells);
}

/** Loads as they are drawn of a run that is shown alone. */
export function banksOf(loads: StackLoads, grid = wholeGrid(loads.stack)): RunBanks {
  const grounds = grid.channels.map(() => "plain" as const);
  return {
    name: "run",
    loads,
    compared: [],
    held: [],
    grid,
    axes: new BankAxes(grid, true),
    grounds,
  };
}
