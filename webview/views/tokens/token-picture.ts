import { pickedOf } from "../../../src/shared/picked";
import type { ViewState } from "../../../src/shared/protocol";
import { clusterBarTitle, clusterScale } from "../../parts/colours/cluster-colour";
import { markLevel } from "../../parts/heat-map/drawing/mark-level";
import { findEntry, type SelectionSet } from "../../state/details/selection-set";
import { describeCluster, describeSlot } from "../../state/details/slot-words";
import type { TokenWords } from "../../state/details/token-words";
import { formatNumber } from "../../parts/format/number";
import type { Matrix } from "../../parts/heat-map/matrix";
import type { Axis, AxisLabel, CellText, Picture } from "../../parts/heat-map/picture";
import { linearScale, logScale, type Scale } from "../../parts/colours/scale";
import { indexTicks, partTicks } from "../../parts/colours/ticks";

/** Masses this much smaller than the largest look alike on a logarithmic scale. */
const shownMasses = 1e-6;

/** How tokens are shown. */
export interface ShownTokens {
  readonly view: ViewState;
  /** Tokens with a mark beside them; where absent those of the picked cluster. */
  readonly marked: readonly number[] | undefined;
  readonly promptTokens: number;
}

/** The heat map of what was read. */
export function tokenPicture(
  set: SelectionSet,
  matrix: Matrix,
  { view, marked, promptTokens }: ShownTokens,
  words: TokenWords,
): Picture {
  const { fromStep, toStep } = set.request;
  const token = pickedOf(view, "token")?.token;
  const cluster = pickedOf(view, "cluster")?.cluster;
  const column = view.step - fromStep;
  const { colourBy } = view.tokens;
  return {
    label: `Tokens that query head ${set.request.queryHead} read at steps ${fromStep} to ${toStep - 1}`,
    matrix,
    scale: scaleOf(view.tokens, matrix),
    colours: view.heatMap.colours,
    // Places of clusters have no mean.
    aggregation: colourBy === "cluster" ? "max" : view.heatMap.aggregation,
    rowAxis: tokenAxis(matrix.rows, promptTokens, marked ?? tokensRead(set, cluster)),
    columnAxis: stepAxis(fromStep, matrix.columns),
    barTitle: barTitles[colourBy],
    markedRow: undefined,
    markedColumn: column,
    picked: token !== undefined && token < matrix.rows ? { row: token, column } : undefined,
    describe: (cell) => describeRead(set, fromStep + cell.column, cell.row, promptTokens, words),
  };
}

const barTitles = {
  mass: "attention mass",
  cluster: clusterBarTitle,
  read: "share of tokens read",
} as const;

function scaleOf({ colourBy, scale }: ViewState["tokens"], { values }: Matrix): Scale {
  if (colourBy === "cluster") return clusterScale;
  if (colourBy === "read") return linearScale(1);
  let largest = 0;
  for (const value of values) if (value > largest) largest = value;
  return scale === "linear" ? linearScale(largest) : logScale(largest * shownMasses, largest);
}

/** One token at one step, in words. */
function describeRead(
  set: SelectionSet,
  step: number,
  token: number,
  promptTokens: number,
  words: TokenWords,
): CellText {
  const part = token < promptTokens ? "prompt" : `decoded at step ${token - promptTokens}`;
  const title = `Step ${step}, ${words.describe(token)}`;
  if (token > promptTokens + step) return { title, lines: ["Not there yet"] };
  const entry = findEntry(set, step, token);
  if (entry === undefined) return { title, lines: [part, "Not read"] };
  const mass = set.mass[entry];
  const read = Number.isNaN(mass) ? "Read" : `Read, attention mass ${formatNumber(mass)}`;
  const place = `${describeCluster(set.clusters[entry])}; ${describeSlot(set.slots[entry], set.slotsPerLine)}`;
  return { title, lines: [part, read, place] };
}

/** Tokens of a cluster that any step read, ascending. */
function tokensRead({ tokens, clusters }: SelectionSet, cluster: number | undefined): number[] {
  if (cluster === undefined) return [];
  const read = new Set<number>();
  tokens.forEach((token, entry) => {
    if (clusters[entry] === cluster) read.add(token);
  });
  return [...read].sort((a, b) => a - b);
}

/** Tokens from top to bottom, with a line where the prompt ends. */
function tokenAxis(rows: number, promptTokens: number, marked: readonly number[]): Axis {
  return {
    levels: [
      {
        name: "token",
        labels: labelsAt(indexTicks(rows, 10), 0),
        labelsWithin: (from, to, count) => labelsAt(partTicks(from, to, count), 0),
      },
      {
        name: "",
        labels: [
          { from: 0, to: promptTokens, text: "prompt" },
          { from: promptTokens, to: rows, text: "decoded" },
        ],
      },
      markLevel(marked),
    ],
    dividers: [{ at: promptTokens, weight: 1 }],
    nameOf: (token) => `token ${token}`,
  };
}

function stepAxis(fromStep: number, steps: number): Axis {
  return {
    levels: [
      {
        name: "step",
        labels: labelsAt(indexTicks(steps, 10), fromStep),
        labelsWithin: (from, to, count) => {
          const ticks = partTicks(fromStep + from, fromStep + to, count);
          return labelsAt(
            ticks.map((step) => step - fromStep),
            fromStep,
          );
        },
      },
    ],
    dividers: [],
    nameOf: (column) => `step ${fromStep + column}`,
  };
}

function labelsAt(cells: readonly number[], first: number): AxisLabel[] {
  return cells.map((cell) => ({ from: cell, to: cell + 1, text: `${first + cell}` }));
}
