import { usefulShare, type LoadColumn } from "../../../../src/shared/figures";
import type { HeadResult } from "../../../../src/shared/protocol";
import type { Matrix } from "../../../parts/heat-map/matrix";
import type { StackShape } from "../../../state/bank-address";
import type { BankGrid } from "./bank-grid";

/** The ends of all values, and the smallest positive one; all 0 where there is no value at all. */
export interface LoadRange {
  readonly smallest: number;
  readonly largest: number;
  readonly smallestPositive: number;
}

/**
 * Load of every bank of a stack at every step: what each query head reads is added to the channel
 * in which its KV head lies. A channel in which no head lies, or none yet, has no load (NaN).
 */
export class StackLoads {
  /** [steps, channels, units]: lanes until a head comes whose banks differ inside a lane. */
  #values: Float32Array;
  #units: number;
  #range: LoadRange | undefined;
  /** Tables of all steps that were asked for, by their grids. */
  readonly #tables = new Map<string, Matrix>();

  constructor(
    readonly steps: number,
    readonly stack: StackShape,
  ) {
    this.#units = stack.lanesPerChannel;
    this.#values = new Float32Array(steps * stack.channels * this.#units).fill(NaN);
  }

  /** Parts of a channel that are told apart: its lanes, or its banks. */
  get units(): number {
    return this.#units;
  }

  /** True where the banks of every lane carry the same. */
  get isByLane(): boolean {
    return this.#units === this.stack.lanesPerChannel;
  }

  add(head: HeadResult, column: LoadColumn): void {
    const { unitsPerChannel } = head;
    const { banksPerChannel } = this.stack;
    if (unitsPerChannel > this.#units) this.#split(Math.min(unitsPerChannel, banksPerChannel));
    const loads = head.loads[column];
    const units = this.#units;
    for (let step = 0; step < head.steps; step++) {
      const target = this.#start(head.fromStep + step, this.stack.channelOf(head.kvHead));
      const source = step * unitsPerChannel;
      for (let unit = 0; unit < units; unit++) {
        const sum = this.#values[target + unit];
        const load = largestIn(
          loads,
          source + Math.floor((unit * unitsPerChannel) / units),
          source + Math.ceil(((unit + 1) * unitsPerChannel) / units),
        );
        this.#values[target + unit] = (Number.isNaN(sum) ? 0 : sum) + load;
      }
    }
    this.#range = undefined;
    this.#tables.clear();
  }

  /**
   * How much more each bank carries than in `other`, at the steps that both have; no load (NaN)
   * where either has none.
   * @param other of a stack like this one (see `StackShape.isLike`)
   */
  minus(other: StackLoads): StackLoads {
    return this.#with(other, (own, others) => own - others);
  }

  /** Of useful columns: their share of the columns read, NaN where there is no load or nothing read. */
  usefulShare(columnsRead: StackLoads): StackLoads {
    return this.#with(columnsRead, usefulShare);
  }

  /** Each load over the mean of its step, over all banks that have one; NaN where that is nothing. */
  overMean(): StackLoads {
    const shares = new StackLoads(this.steps, this.stack);
    shares.#split(this.#units);
    for (let step = 0; step < this.steps; step++) {
      const [from, to] = [this.#start(step, 0), this.#start(step + 1, 0)];
      const { sum, count } = this.#sum(from, to);
      const mean = sum / count;
      for (let at = from; at < to; at++) {
        shares.#values[at] = mean > 0 ? this.#values[at] / mean : NaN;
      }
    }
    return shares;
  }

  /** Sum and largest of the loads at a step, or at all steps, and how many parts have one. */
  total(step?: number): { readonly sum: number; readonly largest: number; readonly count: number } {
    return step === undefined
      ? this.#sum(0, this.#values.length)
      : this.#sum(this.#start(step, 0), this.#start(step + 1, 0));
  }

  #sum(from: number, to: number) {
    let [sum, largest, count] = [0, -Infinity, 0];
    for (let at = from; at < to; at++) {
      const value = this.#values[at];
      if (Number.isNaN(value)) continue;
      sum += value;
      if (value > largest) largest = value;
      count++;
    }
    return { sum, largest, count };
  }

  #with(other: StackLoads, combine: (own: number, others: number) => number): StackLoads {
    const combined = new StackLoads(Math.min(this.steps, other.steps), this.stack);
    combined.#split(Math.max(this.#units, other.#units));
    const values = combined.#values;
    const [perUnit, perOther] = [this, other].map((loads) => combined.#units / loads.#units);
    for (let at = 0; at < values.length; at++) {
      values[at] = combine(
        this.#values[Math.floor(at / perUnit)],
        other.#values[Math.floor(at / perOther)],
      );
    }
    return combined;
  }

  /** Gives every unit as many of its own as its parts. */
  #split(units: number): void {
    if (units === this.#units) return;
    const coarse = this.#values;
    const perUnit = units / this.#units;
    this.#values = new Float32Array(coarse.length * perUnit);
    for (let at = 0; at < this.#values.length; at++) {
      this.#values[at] = coarse[Math.floor(at / perUnit)];
    }
    this.#units = units;
  }

  #start(step: number, channel: number): number {
    return (step * this.stack.channels + channel) * this.#units;
  }

  /** Over all channels and steps, so that colours keep their meaning from step to step. */
  get range(): LoadRange {
    this.#range ??= findRange(this.#values);
    return this.#range;
  }

  /** [channels, cells] of a grid at a step. @param grid as fine as these loads, or finer */
  atStep(step: number, { channels, cells }: BankGrid): Matrix {
    const perUnit = cells / this.#units;
    const values = new Float32Array(channels.length * cells);
    channels.forEach((channel, row) => {
      const start = this.#start(step, channel);
      for (let cell = 0; cell < cells; cell++) {
        values[row * cells + cell] = this.#values[start + Math.floor(cell / perUnit)];
      }
    });
    return { rows: channels.length, columns: cells, values };
  }

  /** [channels x cells, steps] of a grid, channel after channel; the same table until loads are added. */
  overSteps({ channels, cells, key }: BankGrid): Matrix {
    const known = this.#tables.get(key);
    if (known) return known;
    const { steps } = this;
    const perUnit = cells / this.#units;
    const stride = this.stack.channels * this.#units;
    const values = new Float32Array(channels.length * cells * steps);
    let at = 0;
    for (const channel of channels) {
      for (let cell = 0; cell < cells; cell++) {
        let source = channel * this.#units + Math.floor(cell / perUnit);
        for (let step = 0; step < steps; step++, source += stride) {
          values[at++] = this.#values[source];
        }
      }
    }
    const table = { rows: channels.length * cells, columns: steps, values };
    this.#tables.set(key, table);
    return table;
  }
}

/** Where a device's file has changed since, results may tell more banks apart: the hottest counts. */
function largestIn(loads: Float32Array, from: number, to: number): number {
  let largest = loads[from];
  for (let at = from + 1; at < to; at++) largest = Math.max(largest, loads[at]);
  return largest;
}

function findRange(values: Float32Array): LoadRange {
  let [smallest, largest, smallestPositive] = [Infinity, -Infinity, Infinity];
  for (const value of values) {
    if (value > largest) largest = value;
    if (value < smallest) smallest = value;
    if (value > 0 && value < smallestPositive) smallestPositive = value;
  }
  const finite = (value: number) => (Number.isFinite(value) ? value : 0);
  return {
    smallest: finite(smallest),
    largest: finite(largest),
    smallestPositive: finite(smallestPositive),
  };
}
