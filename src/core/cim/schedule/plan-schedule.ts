import { blockExtent, type BlockExtent } from "../mapping/layer-grid";
import type { Mapping } from "../mapping/mapping";
import { checkSchedule } from "./check-schedule";
import type { Schedule, ScheduleOptions } from "./schedule";

/** The blocks that one step works on, and how much of each is driven and read. */
interface Step {
  readonly blocks: number[];
  readonly columns: number[];
  readonly rowSlots: Set<number>;
  rows: number;
}

/**
 * The steps of all arrays. Linear and SparseMap work all blocks of an array that a phase and stage
 * use at once; DenseMap drives one row slot and reads one column slot at a time, diagonal by
 * diagonal (arXiv 2510.11192, section III-C).
 */
export function planSchedule(mapping: Mapping, options: ScheduleOptions): Schedule {
  const { blocks } = mapping;
  const steps: Step[] = [];
  const stepsOfTurn = new Map<string, Step>();
  let turn = "";
  for (const block of workOrder(mapping)) {
    const extent = workOf(mapping, options, block);
    if (extent.rows === 0 || extent.columns === 0) continue;
    const turnOfBlock = turnOf(mapping, block);
    if (turnOfBlock !== turn) stepsOfTurn.clear();
    turn = turnOfBlock;
    const part = partOfTurn(mapping, options, block);
    let step = stepsOfTurn.get(part);
    if (step === undefined) {
      step = { blocks: [], columns: [], rowSlots: new Set(), rows: 0 };
      stepsOfTurn.set(part, step);
      steps.push(step);
    }
    const rowSlot = blocks.rowSlot[block];
    if (!step.rowSlots.has(rowSlot)) step.rows += extent.rows;
    step.rowSlots.add(rowSlot);
    step.blocks.push(block);
    step.columns.push(extent.columns);
  }
  const schedule = columnsOf(mapping, options, steps);
  checkSchedule(mapping, schedule);
  return schedule;
}

/** Blocks by phase, stage and array; in an array in the order in which they were placed. */
function workOrder({ blocks, layers }: Mapping): Uint32Array {
  const phase = (block: number) => layers[blocks.layer[block]].phase;
  return Uint32Array.from({ length: blocks.length }, (_, block) => block).sort(
    (a, b) =>
      phase(a) - phase(b) ||
      blocks.stage[a] - blocks.stage[b] ||
      blocks.array[a] - blocks.array[b] ||
      a - b,
  );
}

/** Equal for the blocks that an array works on in a phase and stage. */
function turnOf({ blocks, layers }: Mapping, block: number): string {
  return `${layers[blocks.layer[block]].phase} ${blocks.stage[block]} ${blocks.array[block]}`;
}

/** Rows driven and columns read of a block. */
function workOf(
  { blocks, grids }: Mapping,
  { skipPadding, inputPermutation }: ScheduleOptions,
  block: number,
): BlockExtent {
  const grid = grids[blocks.layer[block]];
  if (grid.stages === 2 && !skipPadding) return { rows: grid.blockSize, columns: grid.blockSize };
  const { tile, stage } = blocks;
  return blockExtent(grid, inputPermutation, tile[block], stage[block], blocks.block[block]);
}

/** Equal for the blocks of a turn that one step works on. */
function partOfTurn(
  { blocks, layers, grids, options }: Mapping,
  { jointInputs }: ScheduleOptions,
  block: number,
): string {
  if (options.strategy !== "dense") return "all at once";
  if (!jointInputs || blocks.stage[block] === 1) return `block ${block}`;
  const layer = blocks.layer[block];
  const tileColumn = blocks.tile[block] % grids[layer].tileColumns;
  const slice = `slice ${tileColumn} ${blocks.block[block]} of ${layers[layer].input}`;
  return `row slot ${blocks.rowSlot[block]}, ${slice}`;
}

function columnsOf(
  { blocks, layers }: Mapping,
  options: ScheduleOptions,
  steps: readonly Step[],
): Schedule {
  const firstBlock = new Uint32Array(steps.length + 1);
  for (const [i, step] of steps.entries()) firstBlock[i + 1] = firstBlock[i] + step.blocks.length;
  const first = steps.map((step) => step.blocks[0]);
  return {
    length: steps.length,
    options,
    phase: Uint32Array.from(first, (block) => layers[blocks.layer[block]].phase),
    stage: Uint8Array.from(first, (block) => blocks.stage[block]),
    array: Uint32Array.from(first, (block) => blocks.array[block]),
    rows: Uint32Array.from(steps, (step) => step.rows),
    columns: Uint32Array.from(steps, (step) => step.columns.reduce((a, b) => a + b)),
    firstBlock,
    blocks: Uint32Array.from(steps.flatMap((step) => step.blocks)),
    blockColumns: Uint32Array.from(steps.flatMap((step) => step.columns)),
  };
}
