import { asNanoseconds, asPicoJoules, type Nanoseconds, type PicoJoules } from "../../units";
import type { Mapping } from "../mapping/mapping";
import type { Schedule } from "../schedule/schedule";
import { conversionEnergy, conversionTime, isExtrapolated } from "./adc";
import { checkCostOptions, type CostOptions } from "./options";
import { costByPart, type CostByPart } from "./parts";
import type { CimPreset } from "./preset";

/** One vector through all layers, phase after phase. */
export interface CimCost {
  /** Time that is waited for: of each phase and stage the slowest array's. */
  readonly time: CostByPart<Nanoseconds>;
  /** Energy of all arrays. */
  readonly energy: CostByPart<PicoJoules>;
  readonly conversions: number;
  /** Resolutions that occur, ascending. */
  readonly bits: readonly number[];
  /** True where a resolution lies outside the fit of the converters' energy. */
  readonly extrapolated: boolean;
}

/** Sums of one phase and stage. */
interface Turn {
  /** Time of each array. */
  readonly arrays: Map<number, { array: number; adc: number }>;
  /** Values that leave the arrays of each layer, partial sums of the same output counted once. */
  readonly values: Map<number, number>;
}

/**
 * Latency and energy of a schedule.
 *
 * A step takes the array's read and then one conversion per column, as many at a time as there are
 * ADCs. What the arrays of a layer give then moves away, the tiles side by side; the partial sums of
 * the tiles of a row are added. Layers of one phase work side by side.
 * @throws InputError for a number of ADCs below 1
 */
export function costOf(
  mapping: Mapping,
  schedule: Schedule,
  preset: CimPreset,
  options: CostOptions,
): CimCost {
  checkCostOptions(options);
  const { grids, blocks } = mapping;
  const energy = { array: 0, adc: 0, addition: 0, communication: 0 };
  const turns = new Map<string, Turn>();
  const bitsUsed = new Set<number>();
  for (let step = 0; step < schedule.length; step++) {
    const columns = schedule.columns[step];
    const bits = resolutionOf(mapping, schedule, preset, options, step);
    const share = (schedule.rows[step] * columns) / mapping.options.arraySize ** 2;
    const conversion = conversionTime(preset, options.conversion, bits);
    const turn = turnOf(turns, schedule, step);
    const sums = turn.arrays.get(schedule.array[step]) ?? { array: 0, adc: 0 };
    turn.arrays.set(schedule.array[step], sums);
    sums.array += preset.arrayRead.time * (options.readTime === "whole" ? 1 : share);
    sums.adc += Math.ceil(columns / options.adcs) * conversion;
    energy.array += preset.arrayRead.energy * (options.readEnergy === "whole" ? 1 : share);
    energy.adc += columns * conversionEnergy(preset, bits, conversion);
    energy.communication += preset.communication.energy * (columns / preset.vectorLength);
    bitsUsed.add(bits);
    for (let i = schedule.firstBlock[step]; i < schedule.firstBlock[step + 1]; i++) {
      const layer = blocks.layer[schedule.blocks[i]];
      const values = schedule.blockColumns[i] / grids[layer].tileColumns;
      turn.values.set(layer, (turn.values.get(layer) ?? 0) + values);
    }
  }
  const additions = addPartialSums(mapping, preset, options);
  energy.addition = additions.energy;
  const bits = [...bitsUsed].sort((a, b) => a - b);
  return {
    time: costByPart({ ...timeOfTurns(turns, preset), addition: additions.time }, asNanoseconds),
    energy: costByPart(energy, asPicoJoules),
    conversions: schedule.columns.reduce((sum, columns) => sum + columns, 0),
    bits,
    extrapolated: bits.some((resolution) => isExtrapolated(preset, resolution)),
  };
}

function turnOf(turns: Map<string, Turn>, { phase, stage }: Schedule, step: number): Turn {
  const key = `${phase[step]} ${stage[step]}`;
  const turn = turns.get(key) ?? { arrays: new Map(), values: new Map() };
  turns.set(key, turn);
  return turn;
}

/** Bits that a column's sum needs: cells and inputs are one bit each. */
function resolutionOf(
  { options: { strategy }, blockSizes }: Mapping,
  { rows, array }: Schedule,
  { adc }: CimPreset,
  { resolution }: CostOptions,
  step: number,
): number {
  if (resolution === "published") return adc.bits[strategy];
  const added = strategy === "linear" ? rows[step] : Math.min(rows[step], blockSizes[array[step]]);
  return Math.max(1, Math.ceil(Math.log2(added)));
}

/** Turns follow each other; in each the slowest array and the longest vector are waited for. */
function timeOfTurns(turns: ReadonlyMap<string, Turn>, preset: CimPreset) {
  const time = { array: 0, adc: 0, communication: 0 };
  for (const { arrays, values } of turns.values()) {
    const slowest = [...arrays.values()].reduce((a, b) =>
      b.array + b.adc > a.array + a.adc ? b : a,
    );
    time.array += slowest.array;
    time.adc += slowest.adc;
    const longest = Math.max(...values.values());
    time.communication += preset.communication.time * (longest / preset.vectorLength);
  }
  return time;
}

/** Adds the partial sums of the tiles beside each other, in every phase the longest is waited for. */
function addPartialSums(
  { layers, grids }: Mapping,
  { addition, vectorLength }: CimPreset,
  { addition: order }: CostOptions,
): { time: number; energy: number } {
  const timeOfPhase = new Map<number, number>();
  let energy = 0;
  for (const [layer, { tileColumns, outputs }] of grids.entries()) {
    const depth = order === "tree" ? Math.ceil(Math.log2(tileColumns)) : tileColumns - 1;
    const time = (addition.time * depth * outputs) / vectorLength;
    energy += (addition.energy * (tileColumns - 1) * outputs) / vectorLength;
    const { phase } = layers[layer];
    timeOfPhase.set(phase, Math.max(time, timeOfPhase.get(phase) ?? 0));
  }
  return { time: [...timeOfPhase.values()].reduce((sum, time) => sum + time, 0), energy };
}
