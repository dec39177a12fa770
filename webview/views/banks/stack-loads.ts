import { usefulShare, type LoadColumn } from "../../../src/shared/figures";
import type { HeadResult } from "../../../src/shared/protocol";
import type { Matrix } from "../../parts/heat-map/matrix";
import type { StackShape } from "../../state/bank-address";
import { BankAxes } from "./axes";

/** The largest and the smallest positive load; both 0 where there is no load at all. */
export interface LoadRange {
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
  /** Tables of all steps that were asked for, by their first bank and their number of banks. */
  readonly #tables = new Map<string, Matrix>();

  constructor(
    readonly steps: number,
    readonly stack: StackShape,
    /** Those of pictures of the stack. */
    readonly axes = new BankAxes(stack),
  ) {
    this.#units = stack.lanesPerChannel;
    this.#values = new Float32Array(steps * stack.channels * this.#units).fill(NaN);
  }

  add(head: HeadResult, metric: LoadColumn): void {
    const { unitsPerChannel } = head;
    const { banksPerChannel } = this.stack;
    if (unitsPerChannel > this.#units) this.#split(Math.min(unitsPerChannel, banksPerChannel));
    const loads = head.loads[metric];
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

  #with(other: StackLoads, combine: (own: number, others: number) => number): StackLoads {
    const combined = new StackLoads(Math.min(this.steps, other.steps), this.stack, this.axes);
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

  /** True where the banks of every lane carry the same. */
  get isByLane(): boolean {
    return this.#units === this.stack.lanesPerChannel;
  }

  /** [channels, banks of a channel] at a step. */
  atStep(step: number): Matrix {
    const { channels, banksPerChannel } = this.stack;
    const perUnit = banksPerChannel / this.#units;
    const values = new Float32Array(channels * banksPerChannel);
    const start = this.#start(step, 0);
    for (let bank = 0; bank < values.length; bank++) {
      values[bank] = this.#values[start + Math.floor(bank / perUnit)];
    }
    return { rows: channels, columns: banksPerChannel, values };
  }

  /** [banks, steps] of a channel; the same table until loads are added. */
  ofChannel(channel: number): Matrix {
    const { banksPerChannel } = this.stack;
    return this.#overSteps(channel * banksPerChannel, banksPerChannel);
  }

  /** [banks of all channels, steps]: channel after channel; the same table until loads are added. */
  ofStack(): Matrix {
    return this.#overSteps(0, this.stack.channels * this.stack.banksPerChannel);
  }

  #overSteps(firstBank: number, banks: number): Matrix {
    const key = `${firstBank}/${banks}`;
    const known = this.#tables.get(key);
    if (known) return known;
    const { steps, stack } = this;
    const perUnit = stack.banksPerChannel / this.#units;
    const stride = stack.channels * this.#units;
    const values = new Float32Array(banks * steps);
    for (let bank = 0, cell = 0; bank < banks; bank++) {
      let source = Math.floor((firstBank + bank) / perUnit);
      for (let step = 0; step < steps; step++, source += stride, cell++) {
        values[cell] = this.#values[source];
      }
    }
    const table = { rows: banks, columns: steps, values };
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
  let largest = 0;
  let smallestPositive = Infinity;
  for (const value of values) {
    if (value > largest) largest = value;
    if (value > 0 && value < smallestPositive) smallestPositive = value;
  }
  return { largest, smallestPositive: largest > 0 ? smallestPositive : 0 };
}
