import type { OpenedTrace, ViewState } from "../../../src/shared/protocol";
import type { Matrix } from "../../parts/heat-map/matrix";
import type { TableContent, TableRow } from "../../parts/tables/table-content";
import { formatDifference, formatMetric, labelOfMetric } from "./bank-metrics";
import { BankGrid, usedChannels } from "./loads/bank-grid";
import type { StackLoads } from "./loads/stack-loads";
import type { RunBanks } from "./picture/bank-picture";

/** Most steps that a table lists; the shown step is among them. */
const listedSteps = 64;

const laneMeaning =
  "Columns name pseudo-channel, rank and bank group; each of a group's banks carries the load shown.";

const bankMeaning = "Columns name pseudo-channel, rank, bank group and bank.";

/**
 * The heat map of a run as a table, one column per bank, or per bank group where its banks carry the
 * same. Where the picture shows every bank at every step, the table has those of the shown step.
 */
export function loadTable(trace: OpenedTrace, view: ViewState, { name, loads }: RunBanks) {
  const table =
    view.heatMap.axis === "steps" ? channelTable(view, loads) : stackTable(trace, view, loads);
  return { ...table, caption: `${name}: ${table.caption}` };
}

function stackTable(trace: OpenedTrace, view: ViewState, loads: StackLoads): TableContent {
  const { stack, units } = loads;
  const grid = new BankGrid(stack, usedChannels(stack, trace.header.kvHeads), units);
  const matrix = loads.atStep(view.step, grid);
  const rows = grid.channels.map((channel, row): TableRow => {
    return {
      head: `${channel}`,
      cells: valuesOf(view, matrix, (unit) => row * units + unit),
      marked: channel === stack.channelOf(view.kvHead),
    };
  });
  const what = `${nameOf(view)} per bank, stack at step ${view.step}.`;
  return { caption: `${what} ${meaningOf(loads)}`, columns: unitHeadings(loads, "channel"), rows };
}

function channelTable(view: ViewState, loads: StackLoads): TableContent {
  const { stack, steps, units } = loads;
  const channel = stack.channelOf(view.kvHead);
  const matrix = loads.overSteps(new BankGrid(stack, [channel], units));
  const first = Math.max(0, Math.min(view.step - listedSteps / 2, steps - listedSteps));
  const last = Math.min(steps, first + listedSteps) - 1;
  const rows = Array.from({ length: last - first + 1 }, (_, index): TableRow => {
    const step = first + index;
    return {
      head: `${step}`,
      cells: valuesOf(view, { ...matrix, columns: units }, (unit) => unit * steps + step),
      marked: step === view.step,
    };
  });
  const what = `${nameOf(view)} per bank, channel ${channel}`;
  const caption = `${what}, steps ${first} to ${last} of ${steps}. ${meaningOf(loads)}`;
  return { caption, columns: unitHeadings(loads, "step"), rows };
}

function nameOf({ heatMap }: ViewState): string {
  const label = labelOfMetric(heatMap.metric);
  return heatMap.difference ? `${label}, run − baseline,` : label;
}

function meaningOf(loads: StackLoads): string {
  return loads.isByLane ? laneMeaning : bankMeaning;
}

/** @param matrix with as many columns as a channel has parts @param at the place of a part's value */
function valuesOf(
  { heatMap: { metric, difference } }: ViewState,
  { values, columns }: Matrix,
  at: (unit: number) => number,
): string[] {
  return Array.from({ length: columns }, (_, unit) => {
    const value = values[at(unit)];
    return difference ? formatDifference(metric, value) : formatMetric(metric, value);
  });
}

function unitHeadings({ stack, units, isByLane }: StackLoads, first: string) {
  const perUnit = stack.banksPerChannel / units;
  const headings = Array.from({ length: units }, (_, unit) => {
    const { pseudoChannel, rank, bankGroup, bank } = stack.address(unit * perUnit);
    const group = `${pseudoChannel}·${rank}·${bankGroup}`;
    return { label: isByLane ? group : `${group}·${bank}` };
  });
  return [{ label: first }, ...headings];
}
