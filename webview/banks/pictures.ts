import type { HeatMapState, LoadColumn, OpenedTrace, ViewState } from "../../src/shared/protocol";
import { columnLabel } from "../format/column-label";
import { formatNumber } from "../format/number";
import type { Picture } from "../heatmap/picture";
import { linearScale, logScale, type Scale } from "../heatmap/scale";
import { bankColumns, bankRows, channelRows, stepColumns } from "./axes";
import { channelOf, describeBank, headsOfChannel } from "./bank-address";
import type { LoadRange, StackLoads } from "./stack-loads";

/** The picture that the view asks for. */
export function bankPicture(trace: OpenedTrace, view: ViewState, loads: StackLoads): Picture {
  return view.heatMap.axis === "channels"
    ? stackPicture(trace, view, loads)
    : channelPicture(trace, view, loads);
}

/** Channels x banks of the stack at the shown step. */
function stackPicture(trace: OpenedTrace, view: ViewState, loads: StackLoads): Picture {
  const { metric } = view.heatMap;
  const matrix = loads.atStep(view.step);
  return {
    ...commonParts(view.heatMap, loads.range),
    label: `${columnLabel(metric)} of every bank of the stack at step ${view.step}`,
    matrix,
    rowAxis: channelRows,
    columnAxis: bankColumns,
    markedRow: channelOf(view.kvHead),
    markedColumn: undefined,
    describe({ row, column }) {
      const value = matrix.values[row * matrix.columns + column];
      return {
        title: `Channel ${row}, bank ${column}`,
        lines: [
          describeBank(column),
          describeLoad(metric, value),
          describeHeads(headsOfChannel(trace.header.kvHeads, row)),
        ],
      };
    },
  };
}

/** Banks x steps of the channel in which the shown KV head lies. */
function channelPicture(trace: OpenedTrace, view: ViewState, loads: StackLoads): Picture {
  const { metric } = view.heatMap;
  const channel = channelOf(view.kvHead);
  const matrix = loads.ofChannel(channel);
  return {
    ...commonParts(view.heatMap, loads.range),
    label: `${columnLabel(metric)} of every bank of channel ${channel} over the steps`,
    matrix,
    rowAxis: bankRows,
    columnAxis: stepColumns(loads.steps),
    markedRow: undefined,
    markedColumn: view.step,
    describe({ row, column }) {
      const value = matrix.values[row * matrix.columns + column];
      return {
        title: `Step ${column}, channel ${channel}, bank ${row}`,
        lines: [
          describeBank(row),
          describeLoad(metric, value),
          describeHeads(headsOfChannel(trace.header.kvHeads, channel)),
        ],
      };
    },
  };
}

function commonParts({ metric, scale, colours, aggregation }: HeatMapState, range: LoadRange) {
  return {
    scale: scaleOf(scale, range),
    colours,
    aggregation,
    barTitle: `${columnLabel(metric)} per bank`,
  };
}

function scaleOf(kind: Scale["kind"], { largest, smallestPositive }: LoadRange): Scale {
  return kind === "linear" ? linearScale(largest) : logScale(smallestPositive, largest);
}

function describeLoad(metric: LoadColumn, value: number): string {
  return `${columnLabel(metric)}: ${Number.isNaN(value) ? "no result" : formatNumber(value, 4)}`;
}

function describeHeads(heads: readonly number[]): string {
  if (heads.length === 0) return "Holds no KV head of the layer";
  return `Holds KV head${heads.length > 1 ? "s" : ""} ${heads.join(", ")}`;
}
