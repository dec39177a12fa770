import type { CimStudySummary, CimView } from "../../../../src/shared/protocol/cim";
import type { CellRange } from "../../../parts/heat-map/marking/cell-range";
import type { Cell } from "../../../parts/heat-map/matrix";
import type { Axis, AxisLabel, CellMark, Picture } from "../../../parts/heat-map/picture";
import type { Scale } from "../../../parts/colours/scale";
import { indexTicks, partTicks } from "../../../parts/colours/ticks";
import type { ShownArray } from "../state";
import { factorName } from "../player/turns";

/** Up to this size an array is drawn cell by cell, beyond slot by slot. */
const mostCells = 1024;
/** Slots on a side that a page can hold. */
const mostSlots = 2048;
/** Matrices go through this many colours in turn. */
const matrixColours = 8;

/** Cells along a side of the array for which a cell of the picture stands. */
function cellsPerCell(arraySize: number, blockSize: number): number {
  return arraySize <= mostCells ? 1 : blockSize;
}

/** Whether an array has too many slots to be drawn. */
export function isTooFine(arraySize: number, blockSize: number): boolean {
  return arraySize > mostCells && arraySize / blockSize > mostSlots;
}

/** The block under a cell of the picture, as its place in the columns; undefined where none is. */
export function blockUnder(shown: ShownArray, view: CimView, { row, column }: Cell) {
  const { blocks, blockSize } = shown;
  const unit = cellsPerCell(view.configuration.arraySize, blockSize);
  const slot = (at: number) => Math.floor((at * unit) / blockSize);
  const within = (at: number) => (at * unit) % blockSize;
  const found = blocks.rowSlot.findIndex(
    (rowSlot, block) =>
      rowSlot === slot(row) &&
      blocks.columnSlot[block] === slot(column) &&
      within(row) < blocks.rows[block] &&
      within(column) < blocks.columns[block],
  );
  return found < 0 ? undefined : found;
}

/** The cells of an array, coloured by block; what a step drives and reads is marked. */
export function arrayPicture(
  shown: ShownArray,
  summary: CimStudySummary,
  view: CimView,
  name: string,
  /** Of the player. */
  tick: number,
): Picture {
  const { blocks, blockSize, array } = shown;
  const { arraySize } = view.configuration;
  const unit = cellsPerCell(arraySize, blockSize);
  const side = arraySize / unit;
  const colouring = colouringOf(shown, view.colourBy);
  const values = new Float32Array(side * side).fill(NaN);
  for (let block = 0; block < blocks.layer.length; block++) {
    const { fromRow, toRow, fromColumn, toColumn } = rangeOf(shown, unit, block);
    const value = colouring.valueOf(block);
    for (let row = fromRow; row < toRow; row++) {
      values.fill(value, row * side + fromColumn, row * side + toColumn);
    }
  }
  const axis = (side: "row" | "column") => arrayAxis(side, arraySize, blockSize, unit);
  return {
    label: `Array ${array} of ${name}, ${arraySize} × ${arraySize} cells, by ${colouring.title}`,
    matrix: { rows: side, columns: side, values },
    scale: colouring.scale,
    colours: view.colours,
    // Places among colours have no mean.
    aggregation: "max",
    rowAxis: axis("row"),
    columnAxis: axis("column"),
    barTitle: colouring.title,
    isSquare: true,
    markedRow: undefined,
    markedColumn: undefined,
    marks: marksOf(shown, unit, side, tick),
    describe(cell) {
      const title = `Row ${cell.row * unit}, column ${cell.column * unit} of array ${array}`;
      const block = blockUnder(shown, view, cell);
      if (block === undefined) return { title, lines: ["Empty: nothing is programmed here"] };
      return { title, lines: describeBlock(shown, summary, block) };
    },
  };
}

/** What a block is, where it lies and when it is worked on. */
function describeBlock(
  { blocks, steps, strategy }: ShownArray,
  { layers }: CimStudySummary,
  block: number,
): string[] {
  const { name } = layers[blocks.layer[block]];
  const [rowSlot, columnSlot] = [blocks.rowSlot[block], blocks.columnSlot[block]];
  const part =
    strategy === "linear"
      ? `Tile ${blocks.tile[block]} of ${name}`
      : `Block ${blocks.block[block]} of the ${factorName(blocks.stage[block])} of ${name}` +
        (blocks.tile[block] > 0 ? `, tile ${blocks.tile[block]}` : "");
  const step = steps.tick.indexOf(blocks.tick[block]);
  return [
    part,
    ...(strategy === "dense" ? [`Diagonal ${blocks.diagonal[block]}`] : []),
    `Row slot ${rowSlot}, column slot ${columnSlot}; ${blocks.rows[block]} × ${blocks.columns[block]} cells`,
    step < 0 ? "Never worked on: padding" : `Worked on in step ${step} of this array`,
  ];
}

interface Colouring {
  readonly title: string;
  readonly scale: Scale;
  valueOf(block: number): number;
}

function colouringOf({ blocks, steps }: ShownArray, by: CimView["colourBy"]): Colouring {
  const upTo = (high: number): Scale => ({ kind: "linear", low: 0, high: Math.max(1, high) });
  switch (by) {
    case "matrix": {
      const order = new Map<string, number>();
      const ordinals = Array.from(blocks.layer, (layer, block) => {
        const matrix = `${layer} ${blocks.tile[block]} ${blocks.stage[block]}`;
        const ordinal = order.get(matrix) ?? order.size;
        order.set(matrix, ordinal);
        return ordinal;
      });
      return {
        title: `matrix modulo ${matrixColours}`,
        scale: upTo(matrixColours - 1),
        valueOf: (block) => ordinals[block] % matrixColours,
      };
    }
    case "diagonal":
      return {
        title: "diagonal",
        scale: upTo(blocks.diagonal.reduce((a, b) => Math.max(a, b), 0)),
        valueOf: (block) => blocks.diagonal[block],
      };
    case "step": {
      const stepOf = new Map(Array.from(steps.tick, (tick, step) => [tick, step]));
      return {
        title: "step of the array",
        scale: upTo(steps.tick.length - 1),
        valueOf: (block) => stepOf.get(blocks.tick[block]) ?? NaN,
      };
    }
  }
}

/** The cells of the picture that a block takes. */
function rangeOf({ blocks, blockSize }: ShownArray, unit: number, block: number): CellRange {
  const fromRow = (blocks.rowSlot[block] * blockSize) / unit;
  const fromColumn = (blocks.columnSlot[block] * blockSize) / unit;
  return {
    fromRow,
    toRow: fromRow + Math.ceil(blocks.rows[block] / unit),
    fromColumn,
    toColumn: fromColumn + Math.ceil(blocks.columns[block] / unit),
  };
}

/** Bands over the driven rows and the read columns of a step, and a frame around each of its blocks. */
function marksOf(shown: ShownArray, unit: number, side: number, tick: number): CellMark[] {
  const frames: CellMark[] = [];
  const rows = new Map<number, CellMark>();
  const columns = new Map<number, CellMark>();
  const { tick: ticks } = shown.blocks;
  for (let block = ticks.indexOf(tick); block >= 0; block = ticks.indexOf(tick, block + 1)) {
    const range = rangeOf(shown, unit, block);
    frames.push({ kind: "frame", range });
    rows.set(range.fromRow, {
      kind: "band",
      range: { ...range, fromColumn: 0, toColumn: side },
    });
    columns.set(range.fromColumn, {
      kind: "band",
      range: { ...range, fromRow: 0, toRow: side },
    });
  }
  return [...rows.values(), ...columns.values(), ...frames];
}

function arrayAxis(name: "row" | "column", arraySize: number, blockSize: number, unit: number) {
  const side = arraySize / unit;
  const slots = arraySize / blockSize;
  const labels = (named: readonly number[]): AxisLabel[] =>
    named.map((cell) => ({ from: cell, to: cell + 1, text: `${cell * unit}` }));
  const perSlot = blockSize / unit;
  const axis: Axis = {
    levels: [
      {
        name,
        labels: labels(indexTicks(side, 8)),
        labelsWithin: (from, to, count) => labels(partTicks(from, to, count)),
      },
      {
        name: slots === 1 ? "" : "slot",
        labels:
          slots === 1
            ? []
            : Array.from({ length: slots }, (_, slot) => {
                return { from: slot * perSlot, to: (slot + 1) * perSlot, text: `${slot}` };
              }),
      },
    ],
    dividers:
      slots > 128
        ? []
        : Array.from({ length: slots - 1 }, (_, slot) => {
            return { at: (slot + 1) * perSlot, weight: 1 };
          }),
    nameOf: (cell) => `${name} ${cell * unit}`,
  };
  return axis;
}
