import { formatCount, formatShare } from "../../../../src/shared/format/number";
import type { Axis, AxisLabel, CellMark, Picture } from "../../../parts/heat-map/picture";
import { indexTicks, partTicks } from "../../../parts/colours/ticks";
import type { CimView } from "../../../../src/shared/protocol/cim";
import type { ShownArrays, ShownTurn } from "../state";

/** The picture is about twice as wide as high. */
const widthOverHeight = 2;

/** With more arrays beside each other, lines between them would hide them. */
const mostDivided = 64;

/** How many arrays stand beside each other. */
export function arraysPerRow(count: number): number {
  return Math.max(1, Math.ceil(Math.sqrt(count * widthOverHeight)));
}

/** All arrays, row by row, coloured by how much of each is taken; those at work are framed. */
export function overviewPicture(
  { columns: { occupancy, blockSize } }: ShownArrays,
  view: CimView,
  turn: ShownTurn | undefined,
  name: string,
): Picture {
  const perRow = arraysPerRow(occupancy.length);
  const rows = Math.max(1, Math.ceil(occupancy.length / perRow));
  const values = new Float32Array(rows * perRow).fill(NaN);
  occupancy.forEach((share, array) => (values[array] = 100 * share));
  const working = turn ? workingArrays(turn, view.tick) : new Map<number, string>();
  return {
    label: `${formatCount(occupancy.length)} arrays of ${name}, by occupancy`,
    matrix: { rows, columns: perRow, values },
    scale: { kind: "linear", low: 0, high: 100 },
    colours: view.colours,
    aggregation: "mean",
    rowAxis: rowAxis(rows, perRow),
    columnAxis: columnAxis(perRow),
    barTitle: "cells taken, %",
    markedRow: undefined,
    markedColumn: undefined,
    marks: [...working.keys()].map((array) => frameOf(array, perRow)),
    describe({ row, column }) {
      const array = row * perRow + column;
      if (array >= occupancy.length) return { title: "No array", lines: [] };
      const b = blockSize[array];
      return {
        title: `Array ${array}`,
        lines: [
          `${formatShare(occupancy[array])} of its cells hold blocks of ${b} × ${b}`,
          working.get(array) ?? "Does not work in this step",
          "Click or press Enter to look inside",
        ],
      };
    },
  };
}

/** Which arrays work in a tick, and what each drives and reads. */
export function workingArrays({ steps }: ShownTurn, tick: number): ReadonlyMap<number, string> {
  const working = new Map<number, string>();
  for (let step = steps.tick.indexOf(tick); step >= 0; step = steps.tick.indexOf(tick, step + 1)) {
    const [rows, columns] = [steps.rows[step], steps.columns[step]];
    working.set(steps.array[step], `Drives ${rows} rows and reads ${columns} columns in this step`);
  }
  return working;
}

function frameOf(array: number, perRow: number): CellMark {
  const [row, column] = [Math.floor(array / perRow), array % perRow];
  const range = { fromRow: row, toRow: row + 1, fromColumn: column, toColumn: column + 1 };
  return { kind: "frame", range };
}

function rowAxis(rows: number, perRow: number): Axis {
  const labels = (named: readonly number[]): AxisLabel[] =>
    named.map((row) => ({ from: row, to: row + 1, text: `${row * perRow}` }));
  return {
    levels: [
      {
        name: "array",
        labels: labels(indexTicks(rows, 12)),
        labelsWithin: (from, to, count) => labels(partTicks(from, to, count)),
      },
    ],
    dividers: perRow > mostDivided ? [] : everyEdge(rows),
    nameOf: (row) => `arrays from ${row * perRow}`,
  };
}

function columnAxis(perRow: number): Axis {
  const labels = (named: readonly number[]): AxisLabel[] =>
    named.map((column) => ({ from: column, to: column + 1, text: `+${column}` }));
  return {
    levels: [
      {
        name: "",
        labels: labels(indexTicks(perRow, 10)),
        labelsWithin: (from, to, count) => labels(partTicks(from, to, count)),
      },
    ],
    dividers: perRow > mostDivided ? [] : everyEdge(perRow),
    nameOf: (column) => `place ${column}`,
  };
}

function everyEdge(count: number) {
  return Array.from({ length: Math.max(0, count - 1) }, (_, index) => {
    return { at: index + 1, weight: 1 as const };
  });
}
