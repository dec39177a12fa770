import type { OpenedTrace, ViewState } from "../../src/shared/protocol";
import { columnLabel } from "../format/column-label";
import { formatNumber } from "../format/number";
import type { Matrix } from "../heatmap/matrix";
import type { TableContent, TableRow } from "../tables/table-content";
import {
  bankAddress,
  banksPerGroup,
  channelOf,
  headsOfChannel,
  lanesPerChannel,
} from "./bank-address";
import type { StackLoads } from "./stack-loads";

/** Most steps that a table lists; the shown step is among them. */
const listedSteps = 64;

const laneMeaning =
  "Columns name pseudo-channel, rank and bank group; each of a group's four banks carries the " +
  "load shown.";

/** The heat map as a table: one column per bank group, since its banks carry the same load. */
export function loadTable(trace: OpenedTrace, view: ViewState, loads: StackLoads): TableContent {
  return view.heatMap.axis === "channels"
    ? stackTable(trace, view, loads)
    : channelTable(view, loads);
}

function stackTable(trace: OpenedTrace, view: ViewState, loads: StackLoads): TableContent {
  const matrix = loads.atStep(view.step);
  const rows = Array.from({ length: matrix.rows }, (_, channel): TableRow => {
    return {
      head: `${channel}`,
      cells: laneValues((bank) => valueAt(matrix, channel, bank)),
      marked: channel === channelOf(view.kvHead),
    };
  }).filter((_, channel) => headsOfChannel(trace.header.kvHeads, channel).length > 0);
  const what = `${columnLabel(view.heatMap.metric)} per bank, stack at step ${view.step}.`;
  return { caption: `${what} ${laneMeaning}`, columns: laneHeadings("channel"), rows };
}

function channelTable(view: ViewState, loads: StackLoads): TableContent {
  const channel = channelOf(view.kvHead);
  const matrix = loads.ofChannel(channel);
  const first = Math.max(0, Math.min(view.step - listedSteps / 2, loads.steps - listedSteps));
  const last = Math.min(loads.steps, first + listedSteps) - 1;
  const rows = Array.from({ length: last - first + 1 }, (_, index): TableRow => {
    const step = first + index;
    return {
      head: `${step}`,
      cells: laneValues((bank) => valueAt(matrix, bank, step)),
      marked: step === view.step,
    };
  });
  const what = `${columnLabel(view.heatMap.metric)} per bank, channel ${channel}`;
  const caption = `${what}, steps ${first} to ${last} of ${loads.steps}. ${laneMeaning}`;
  return { caption, columns: laneHeadings("step"), rows };
}

function laneValues(load: (bank: number) => number): string[] {
  return Array.from({ length: lanesPerChannel }, (_, lane) =>
    formatNumber(load(lane * banksPerGroup)),
  );
}

function laneHeadings(first: string) {
  const lanes = Array.from({ length: lanesPerChannel }, (_, lane) => {
    const { pseudoChannel, rank, bankGroup } = bankAddress(lane * banksPerGroup);
    return { label: `${pseudoChannel}·${rank}·${bankGroup}` };
  });
  return [{ label: first }, ...lanes];
}

function valueAt({ values, columns }: Matrix, row: number, column: number): number {
  return values[row * columns + column];
}
