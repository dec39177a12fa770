import { formatCount, formatShare } from "../../../../src/shared/format/number";
import type { TableContent } from "../../../parts/tables/table-content";
import { playerTicks } from "../player/player-ticks";
import type { ArraysState, ShownArray } from "../state";
import { factorName } from "../player/turns";
import { workingArrays } from "./overview-picture";

/** More rows than this are no table that anybody reads. */
const mostRows = 2000;

/** What the heat map shows, in words: all arrays, or the blocks of the array zoomed into. */
export function mapTable(state: ArraysState): TableContent {
  return state.view.array === null ? arraysTable(state) : blocksTable(state);
}

function arraysTable({ arrays, turn, view }: ArraysState): TableContent {
  const { occupancy, blockSize } = arrays!.columns;
  const working = turn ? workingArrays(turn, view.tick) : new Map<number, string>();
  return {
    caption: caption("arrays", occupancy.length),
    columns: [
      { label: "Array" },
      { label: "Cells taken", meaning: "share of its cells that hold blocks, padding included" },
      { label: "Block size" },
      { label: "In this step" },
    ],
    rows: Array.from(occupancy.subarray(0, mostRows), (share, array) => ({
      head: `${array}`,
      cells: [formatShare(share), `${blockSize[array]}`, working.get(array) ?? "does not work"],
      marked: working.has(array),
    })),
  };
}

function blocksTable(state: ArraysState): TableContent {
  const shown = state.array!;
  const ticks = playerTicks(state);
  const now = ticks?.tickAt(ticks.position);
  const { blocks } = shown;
  const { layers } = state.study.summary!;
  const count = blocks.layer.length;
  return {
    caption: caption("blocks", count),
    columns: [
      { label: "Layer" },
      { label: "Part" },
      { label: "Block", meaning: "index in its factor" },
      { label: "Row slot" },
      { label: "Column slot" },
      { label: "Diagonal", meaning: "column slot minus row slot, around the ring" },
      { label: "Step", meaning: "of this array" },
    ],
    rows: Array.from(blocks.layer.subarray(0, mostRows), (layer, block) => ({
      head: layers[layer].name,
      cells: [
        shown.strategy === "linear"
          ? `tile ${blocks.tile[block]}`
          : factorName(blocks.stage[block]),
        `${blocks.block[block]}`,
        `${blocks.rowSlot[block]}`,
        `${blocks.columnSlot[block]}`,
        `${blocks.diagonal[block]}`,
        stepText(shown, block),
      ],
      marked: blocks.tick[block] === now,
    })),
  };
}

function stepText({ steps, blocks }: ShownArray, block: number): string {
  const step = steps.tick.indexOf(blocks.tick[block]);
  return step < 0 ? "never" : `${step}`;
}

function caption(what: string, count: number): string {
  const all = `${formatCount(count)} ${what}`;
  return count > mostRows ? `The first ${formatCount(mostRows)} of ${all}.` : `${all}.`;
}
