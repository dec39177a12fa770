import { loadMetrics } from "../../../src/shared/figures";
import type { OpenedTrace, ViewState } from "../../../src/shared/protocol";
import { formatNumber } from "../../parts/format/number";
import type { Matrix } from "../../parts/heat-map/matrix";
import type { TableContent, TableRow } from "../../parts/tables/table-content";
import type { StackLoads } from "./stack-loads";

/** Most steps that a table lists; the shown step is among them. */
const listedSteps = 64;

const laneMeaning =
  "Columns name pseudo-channel, rank and bank group; each of a group's banks carries the load shown.";

const bankMeaning = "Columns name pseudo-channel, rank, bank group and bank.";

/**
 * The heat map as a table, one column per bank, or per bank group where its banks carry the same.
 * Where the picture shows every bank at every step, the table has those of the shown step.
 */
export function loadTable(trace: OpenedTrace, view: ViewState, loads: StackLoads): TableContent {
  return view.heatMap.axis === "steps" ? channelTable(view, loads) : stackTable(trace, view, loads);
}

function stackTable(trace: OpenedTrace, view: ViewState, loads: StackLoads): TableContent {
  const { stack } = loads;
  const matrix = loads.atStep(view.step);
  const rows = Array.from({ length: matrix.rows }, (_, channel): TableRow => {
    return {
      head: `${channel}`,
      cells: unitValues(loads, (bank) => valueAt(matrix, channel, bank)),
      marked: channel === stack.channelOf(view.kvHead),
    };
  }).filter((_, channel) => stack.headsOfChannel(trace.header.kvHeads, channel).length > 0);
  const what = `${loadMetrics[view.heatMap.metric].label} per bank, stack at step ${view.step}.`;
  return { caption: `${what} ${meaningOf(loads)}`, columns: unitHeadings(loads, "channel"), rows };
}

function channelTable(view: ViewState, loads: StackLoads): TableContent {
  const channel = loads.stack.channelOf(view.kvHead);
  const matrix = loads.ofChannel(channel);
  const first = Math.max(0, Math.min(view.step - listedSteps / 2, loads.steps - listedSteps));
  const last = Math.min(loads.steps, first + listedSteps) - 1;
  const rows = Array.from({ length: last - first + 1 }, (_, index): TableRow => {
    const step = first + index;
    return {
      head: `${step}`,
      cells: unitValues(loads, (bank) => valueAt(matrix, bank, step)),
      marked: step === view.step,
    };
  });
  const what = `${loadMetrics[view.heatMap.metric].label} per bank, channel ${channel}`;
  const caption = `${what}, steps ${first} to ${last} of ${loads.steps}. ${meaningOf(loads)}`;
  return { caption, columns: unitHeadings(loads, "step"), rows };
}

function meaningOf(loads: StackLoads): string {
  return loads.isByLane ? laneMeaning : bankMeaning;
}

/** One bank of each unit that a column stands for. */
function shownBanks({ stack, isByLane }: StackLoads): number[] {
  const { banksPerChannel, banksPerGroup } = stack;
  const perColumn = isByLane ? banksPerGroup : 1;
  return Array.from({ length: banksPerChannel / perColumn }, (_, unit) => unit * perColumn);
}

function unitValues(loads: StackLoads, load: (bank: number) => number): string[] {
  return shownBanks(loads).map((bank) => formatNumber(load(bank)));
}

function unitHeadings(loads: StackLoads, first: string) {
  const units = shownBanks(loads).map((index) => {
    const { pseudoChannel, rank, bankGroup, bank } = loads.stack.address(index);
    const group = `${pseudoChannel}·${rank}·${bankGroup}`;
    return { label: loads.isByLane ? group : `${group}·${bank}` };
  });
  return [{ label: first }, ...units];
}

function valueAt({ values, columns }: Matrix, row: number, column: number): number {
  return values[row * columns + column];
}
