import { type LoadMetric, loadMetrics } from "../../../src/shared/figures";
import type { HeatMapState, OpenedTrace, ViewState } from "../../../src/shared/protocol";
import { pickedOf } from "../../../src/shared/picked";
import { formatNumber, formatShare } from "../../parts/format/number";
import type { Cell, Matrix } from "../../parts/heat-map/matrix";
import type { CellText, Picture } from "../../parts/heat-map/picture";
import {
  linearScale,
  logScale,
  squareRootScale,
  withEnds,
  type Scale,
} from "../../parts/colours/scale";
import { stepColumns } from "./axes";
import { bankPlaceOf, cellOfBank } from "./bank-cells";
import type { LoadRange, StackLoads } from "./stack-loads";

type PartsOfAxis = Pick<
  Picture,
  "label" | "matrix" | "rowAxis" | "columnAxis" | "markedRow" | "markedColumn"
>;

/** The picture that the view asks for. */
export function bankPicture(trace: OpenedTrace, view: ViewState, loads: StackLoads): Picture {
  const { axis, metric, colours, aggregation, low, high } = view.heatMap;
  const bank = pickedOf(view, "bank");
  const parts = partsOf(view, loads);
  return {
    ...parts,
    scale: withEnds(scaleOf(view.heatMap.scale, rangeOf(metric, loads)), low, high),
    colours,
    aggregation,
    barTitle: `${loadMetrics[metric].label} per bank`,
    picked: bank ? cellOfBank(axis, bank, view, loads.stack) : undefined,
    describe: (cell) => describe(trace, view, { loads, matrix: parts.matrix }, cell),
  };
}

function partsOf(view: ViewState, loads: StackLoads): PartsOfAxis {
  const load = loadMetrics[view.heatMap.metric].label;
  const { axes } = loads;
  const channel = loads.stack.channelOf(view.kvHead);
  switch (view.heatMap.axis) {
    case "channels":
      return {
        label: `${load} of every bank of the stack at step ${view.step}`,
        matrix: loads.atStep(view.step),
        rowAxis: axes.channelRows,
        columnAxis: axes.columns,
        markedRow: channel,
        markedColumn: undefined,
      };
    case "steps":
      return {
        label: `${load} of every bank of channel ${channel} over the steps`,
        matrix: loads.ofChannel(channel),
        rowAxis: axes.rows,
        columnAxis: stepColumns(loads.steps),
        markedRow: undefined,
        markedColumn: view.step,
      };
    case "banks":
      return {
        label: `${load} of every bank of the stack over the steps`,
        matrix: loads.ofStack(),
        rowAxis: axes.stackRows,
        columnAxis: stepColumns(loads.steps),
        markedRow: undefined,
        markedColumn: view.step,
      };
  }
}

function describe(
  trace: OpenedTrace,
  view: ViewState,
  { loads: { stack }, matrix }: { readonly loads: StackLoads; readonly matrix: Matrix },
  cell: Cell,
): CellText {
  const { axis, metric } = view.heatMap;
  const { channel, bank, step } = bankPlaceOf(axis, cell, view, stack);
  const place = `channel ${channel}, bank ${bank}`;
  const value = matrix.values[cell.row * matrix.columns + cell.column];
  return {
    title: axis === "channels" ? `Channel ${channel}, bank ${bank}` : `Step ${step}, ${place}`,
    lines: [
      stack.describe(bank),
      describeLoad(metric, value),
      describeHeads(stack.headsOfChannel(trace.header.kvHeads, channel)),
    ],
  };
}

/** The scale that spans the loads of all steps and channels. */
function scaleOf(kind: HeatMapState["scale"], { largest, smallestPositive }: LoadRange): Scale {
  switch (kind) {
    case "linear":
      return linearScale(largest);
    case "square-root":
      return squareRootScale(largest);
    case "log":
      return logScale(smallestPositive, largest);
  }
}

/** Shares keep their colours whatever the loads: up to all of what is read. */
function rangeOf(metric: LoadMetric, { range }: StackLoads): LoadRange {
  return metric === "usefulShare" ? { ...range, largest: 1 } : range;
}

function describeLoad(metric: LoadMetric, value: number): string {
  const text = metric === "usefulShare" ? formatShare(value) : formatNumber(value, 4);
  return `${loadMetrics[metric].label}: ${Number.isNaN(value) ? "no result" : text}`;
}

function describeHeads(heads: readonly number[]): string {
  if (heads.length === 0) return "Holds no KV head of the layer";
  return `Holds KV head${heads.length > 1 ? "s" : ""} ${heads.join(", ")}`;
}
