import { blockExtent } from "./mapping/layer-grid";
import type { Mapping } from "./mapping/mapping";
import type { Schedule } from "./schedule/schedule";
import type { Ticks } from "./schedule/ticks";

/** The tick of a block that no step works on, such as one of padding that is skipped. */
export const neverWorked = 0xffffffff;

/** The blocks of an array, in the order in which they were placed. */
export interface ArrayBlocks {
  readonly layer: Uint32Array;
  readonly tile: Uint32Array;
  readonly stage: Uint8Array;
  /** Index in its factor. */
  readonly block: Uint32Array;
  readonly rowSlot: Uint16Array;
  readonly columnSlot: Uint16Array;
  readonly diagonal: Uint16Array;
  /** Cells that it is programmed into, from the first of its slot on. */
  readonly rows: Uint16Array;
  readonly columns: Uint16Array;
  /** When it is worked on. */
  readonly tick: Uint32Array;
}

/** The steps of an array, in order. */
export interface ArraySteps {
  readonly tick: Uint32Array;
  /** Rows driven and columns read. */
  readonly rows: Uint32Array;
  readonly columns: Uint32Array;
}

/** What lies in an array and what it does when. */
export interface ArrayDetail {
  readonly blockSize: number;
  readonly blocks: ArrayBlocks;
  readonly steps: ArraySteps;
}

/** @param array 0 .. arrays - 1 */
export function detailOfArray(
  mapping: Mapping,
  schedule: Schedule,
  ticks: Ticks,
  array: number,
): ArrayDetail {
  const { blocks, blockSizes } = mapping;
  const members = indicesOf(blocks.array, array);
  const steps = indicesOf(schedule.array, array);
  const tickOfBlock = new Map<number, number>();
  for (const step of steps) {
    for (let at = schedule.firstBlock[step]; at < schedule.firstBlock[step + 1]; at++) {
      tickOfBlock.set(schedule.blocks[at], ticks.ofStep[step]);
    }
  }
  const extents = members.map((block) => programmedCells(mapping, block));
  return {
    blockSize: blockSizes[array],
    blocks: {
      layer: Uint32Array.from(members, (block) => blocks.layer[block]),
      tile: Uint32Array.from(members, (block) => blocks.tile[block]),
      stage: Uint8Array.from(members, (block) => blocks.stage[block]),
      block: Uint32Array.from(members, (block) => blocks.block[block]),
      rowSlot: Uint16Array.from(members, (block) => blocks.rowSlot[block]),
      columnSlot: Uint16Array.from(members, (block) => blocks.columnSlot[block]),
      diagonal: Uint16Array.from(members, (block) => blocks.diagonal[block]),
      rows: Uint16Array.from(extents, ({ rows }) => rows),
      columns: Uint16Array.from(extents, ({ columns }) => columns),
      tick: Uint32Array.from(members, (block) => tickOfBlock.get(block) ?? neverWorked),
    },
    steps: {
      tick: Uint32Array.from(steps, (step) => ticks.ofStep[step]),
      rows: Uint32Array.from(steps, (step) => schedule.rows[step]),
      columns: Uint32Array.from(steps, (step) => schedule.columns[step]),
    },
  };
}

function indicesOf(column: Uint32Array, value: number): number[] {
  const found: number[] = [];
  for (let at = column.indexOf(value); at >= 0; at = column.indexOf(value, at + 1)) found.push(at);
  return found;
}

/** Padding of Monarch factors is programmed like weights; beyond an edge of Linear is nothing. */
function programmedCells({ grids, blocks }: Mapping, block: number) {
  const grid = grids[blocks.layer[block]];
  if (grid.stages === 2) return { rows: grid.blockSize, columns: grid.blockSize };
  return blockExtent(grid, false, blocks.tile[block], 0, 0);
}
