import { pickedOf } from "../../../../src/shared/picked";
import type { OpenedTrace, ViewState } from "../../../../src/shared/protocol";
import { withEnds, type Scale } from "../../../parts/colours/scale";
import type { Cell, Matrix } from "../../../parts/heat-map/matrix";
import type { CellMark, CellText, Ground, Picture } from "../../../parts/heat-map/picture";
import { formatDifference, formatMetric, labelOfMetric, tickOfMetric } from "../bank-metrics";
import type { BankRange } from "../../../state/banks-of-slot";
import type { BankGrid } from "../loads/bank-grid";
import type { StackLoads } from "../loads/stack-loads";
import { stepColumns, type BankAxes } from "./bank-axes";
import { bankPlaceOf, cellOfBank, type BankAtStep } from "./bank-cells";
import { isDiverging } from "./bank-scale";

/** What is drawn of one run. */
export interface RunBanks {
  readonly name: string;
  /** What is shown: loads, or how much more they are than the baseline's. */
  readonly loads: StackLoads;
  /** The loads that a difference is of; those of the run, then those of the baseline. */
  readonly compared: readonly { readonly name: string; readonly loads: StackLoads | undefined }[];
  readonly grid: BankGrid;
  readonly axes: BankAxes;
  /** Banks of the shown KV head's channel that hold the picked token or cluster. */
  readonly held: readonly BankRange[];
  /** Of each channel of the grid. */
  readonly grounds: readonly Ground[];
}

type PartsOfAxis = Pick<
  Picture,
  "label" | "matrix" | "rowAxis" | "columnAxis" | "markedRow" | "markedColumn" | "grounds"
>;

/** The picture of a run that the view asks for. @param scale that of all runs */
export function bankPicture(
  trace: OpenedTrace,
  view: ViewState,
  run: RunBanks,
  scale: Scale,
): Picture {
  const { axis, metric, difference, colours, aggregation, low, high } = view.heatMap;
  const parts = partsOf(view, run);
  const bank = pickedOf(view, "bank");
  const diverges = isDiverging(view.heatMap);
  const label = labelOfMetric(metric);
  return {
    ...parts,
    label: `${run.name}: ${parts.label}`,
    scale: withEnds(scale, low, high),
    colours: diverges ? "difference" : colours,
    // The largest of several would hide what is less.
    aggregation: diverges ? "mean" : aggregation,
    barTitle: difference ? `Δ ${label.toLowerCase()}` : label,
    tickText: tickOfMetric(metric),
    // Nothing at all where nothing is held: a new list is a reason to draw anew.
    marks: run.held.length > 0 ? marksOf(view, run) : undefined,
    picked: bank && cellOfBank(axis, bank, view, run.grid),
    describe: (cell) => describe(trace, view, run, parts.matrix, cell),
  };
}

function partsOf(view: ViewState, { loads, grid, axes, grounds }: RunBanks): PartsOfAxis {
  const { metric, difference } = view.heatMap;
  const what = `${labelOfMetric(metric)}${difference ? ", difference to the baseline," : ""}`;
  const channel = grid.stack.channelOf(view.kvHead);
  switch (view.heatMap.axis) {
    case "channels":
      return {
        label: `${what} of every bank of the stack at step ${view.step}`,
        matrix: loads.atStep(view.step, grid),
        rowAxis: axes.channelRows,
        columnAxis: axes.columns,
        markedRow: grid.channels.indexOf(channel),
        markedColumn: undefined,
        grounds,
      };
    case "steps": {
      const ground = grounds[grid.channels.indexOf(channel)] ?? "plain";
      return {
        label: `${what} of every bank of channel ${channel} over the steps`,
        matrix: loads.overSteps(grid.withChannels([channel])),
        rowAxis: axes.rows,
        columnAxis: stepColumns(loads.steps),
        markedRow: undefined,
        markedColumn: view.step,
        grounds: Array.from({ length: grid.cells }, () => ground),
      };
    }
    case "banks":
      return {
        label: `${what} of every bank of the stack over the steps`,
        matrix: loads.overSteps(grid),
        rowAxis: axes.stackRows,
        columnAxis: stepColumns(loads.steps),
        markedRow: undefined,
        markedColumn: view.step,
        grounds: grounds.flatMap((ground) => Array.from({ length: grid.cells }, () => ground)),
      };
  }
}

/** A frame around each of the ranges of banks that hold what is picked. */
function marksOf(view: ViewState, { held, grid }: RunBanks): CellMark[] {
  const channel = grid.stack.channelOf(view.kvHead);
  return held.flatMap(({ from, to }): CellMark[] => {
    const [first, last] = [from, to - 1].map((bank) =>
      cellOfBank(view.heatMap.axis, { channel, bank }, view, grid),
    );
    if (!first || !last) return [];
    const range = {
      fromRow: first.row,
      toRow: last.row + 1,
      fromColumn: first.column,
      toColumn: last.column + 1,
    };
    return [{ kind: "frame", range }];
  });
}

/** Whether a bank is said to hold what is picked. */
function holdsPicked(
  view: ViewState,
  { held, grid }: RunBanks,
  { channel, bank, step }: BankAtStep,
): boolean {
  if (channel !== grid.stack.channelOf(view.kvHead) || step !== view.step) return false;
  return held.some(({ from, to }) => bank >= from && bank < to);
}

function describe(
  trace: OpenedTrace,
  view: ViewState,
  run: RunBanks,
  matrix: Matrix,
  cell: Cell,
): CellText {
  const { axis, metric, difference } = view.heatMap;
  const { compared, grid } = run;
  const place = bankPlaceOf(axis, cell, view, grid);
  const { channel, bank, step } = place;
  const name = `channel ${channel}, ${grid.nameOf(grid.cellOf(bank))}`;
  const value = matrix.values[cell.row * matrix.columns + cell.column];
  const label = labelOfMetric(metric);
  const heads = grid.stack.headsOfChannel(trace.header.kvHeads, channel);
  const ofChannel = grid.withChannels([channel]);
  const valueAt = (loads: StackLoads | undefined) =>
    loads?.atStep(step, ofChannel).values[grid.cellOf(bank)] ?? NaN;
  const text = (shown: number) => (Number.isNaN(shown) ? "none" : formatMetric(metric, shown));
  return {
    title: axis === "channels" ? `C${name.slice(1)}` : `Step ${step}, ${name}`,
    lines: [
      grid.banksPerCell === 1 ? grid.stack.describe(bank) : grid.stack.describeLane(bank),
      ...(difference
        ? [
            ...compared.map(({ name, loads }) => `${name}: ${text(valueAt(loads))}`),
            `Difference: ${Number.isNaN(value) ? "none" : formatDifference(metric, value)}`,
          ]
        : [`${label}: ${Number.isNaN(value) ? whyNone(heads) : text(value)}`]),
      describeHeads(heads),
      ...(holdsPicked(view, run, place) ? [`Holds the picked ${view.picked?.kind ?? ""}`] : []),
    ],
  };
}

function whyNone(heads: readonly number[]): string {
  return heads.length === 0 ? "idle" : "nothing read, or not computed yet";
}

function describeHeads(heads: readonly number[]): string {
  if (heads.length === 0) return "Holds no KV head of the layer";
  return `Holds KV head${heads.length > 1 ? "s" : ""} ${heads.join(", ")}`;
}
