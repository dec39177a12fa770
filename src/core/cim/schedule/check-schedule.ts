import { blocksByArray, slotOwners } from "../mapping/occupancy";
import type { Mapping } from "../mapping/mapping";
import { blocksOfStep, type Schedule } from "./schedule";

/**
 * Proves from the mapping alone that no step mixes what does not belong together.
 * @throws Error, a fault of the schedule, if a step works on blocks of two arrays, if a column that
 *   it reads crosses a driven row in a block that is not the step's, or if two of its blocks need
 *   the same columns or different inputs on the same rows
 */
export function checkSchedule(mapping: Mapping, schedule: Schedule): void {
  const byArray = blocksByArray(mapping);
  let array = -1;
  let owners: Int32Array = new Int32Array(0);
  for (const step of stepsByArray(schedule)) {
    if (schedule.array[step] !== array) {
      array = schedule.array[step];
      owners = slotOwners(mapping, byArray, array);
    }
    checkStep(mapping, owners, step, blocksOfStep(schedule, step), array);
  }
}

function stepsByArray({ length, array }: Schedule): Uint32Array {
  return Uint32Array.from({ length }, (_, step) => step).sort((a, b) => array[a] - array[b]);
}

function checkStep(
  mapping: Mapping,
  owners: Int32Array,
  step: number,
  blocksOfIt: Uint32Array,
  array: number,
): void {
  const { blocks } = mapping;
  const side = Math.sqrt(owners.length);
  const own = new Set(blocksOfIt);
  const inputOfRow = new Map<number, string>();
  const columns = new Set<number>();
  const refuse = (what: string): never => {
    throw new Error(`step ${step} of array ${array}: ${what}`);
  };
  for (const block of blocksOfIt) {
    const [row, column] = [blocks.rowSlot[block], blocks.columnSlot[block]];
    if (blocks.array[block] !== array) refuse(`block ${block} lies in another array`);
    if (columns.has(column)) refuse(`column slot ${column} is read for two blocks`);
    const input = inputOf(mapping, block);
    if ((inputOfRow.get(row) ?? input) !== input) refuse(`row slot ${row} needs two inputs`);
    inputOfRow.set(row, input);
    columns.add(column);
  }
  for (const row of inputOfRow.keys()) {
    for (const column of columns) {
      const owner = owners[row * side + column];
      if (owner !== -1 && !own.has(owner)) {
        refuse(`row slot ${row} and column slot ${column} cross in block ${owner}`);
      }
    }
  }
}

/** Names the slice of a vector that enters a block. */
function inputOf({ blocks, layers, grids }: Mapping, block: number): string {
  const layer = blocks.layer[block];
  const { phase, input } = layers[layer];
  const { tileColumns } = grids[layer];
  const tile = blocks.tile[block];
  return blocks.stage[block] === 0
    ? `${phase} ${input} ${tile % tileColumns} ${blocks.block[block]}`
    : `${layer} ${tile} ${blocks.block[block]}`;
}
