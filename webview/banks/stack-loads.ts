import type { HeadResult, LaneColumn } from "../../src/shared/protocol";
import type { Matrix } from "../heatmap/matrix";
import {
  banksPerChannel,
  channelOf,
  channelsPerStack,
  lanesPerChannel,
  laneOf,
} from "./bank-address";

/** The largest and the smallest positive load; both 0 where there is no load at all. */
export interface LoadRange {
  readonly largest: number;
  readonly smallestPositive: number;
}

const lanesPerStack = channelsPerStack * lanesPerChannel;

/**
 * Load of every lane of a stack at every step: what each query head reads is added to the channel
 * in which its KV head lies. A channel in which no head lies, or none yet, has no load (NaN).
 */
export class StackLoads {
  /** [steps, channels, lanes] */
  readonly #values: Float32Array;
  #range: LoadRange | undefined;

  constructor(readonly steps: number) {
    this.#values = new Float32Array(steps * lanesPerStack).fill(NaN);
  }

  add(head: HeadResult, metric: LaneColumn): void {
    const loads = head.lanes[metric];
    const firstLane = channelOf(head.kvHead) * lanesPerChannel;
    for (let step = 0; step < head.steps; step++) {
      const target = (head.fromStep + step) * lanesPerStack + firstLane;
      const source = step * lanesPerChannel;
      for (let lane = 0; lane < lanesPerChannel; lane++) {
        const sum = this.#values[target + lane];
        this.#values[target + lane] = (Number.isNaN(sum) ? 0 : sum) + loads[source + lane];
      }
    }
    this.#range = undefined;
  }

  /** Over all channels and steps, so that colours keep their meaning from step to step. */
  get range(): LoadRange {
    this.#range ??= findRange(this.#values);
    return this.#range;
  }

  /** [16 channels, 64 banks] at a step. */
  atStep(step: number): Matrix {
    const values = new Float32Array(channelsPerStack * banksPerChannel);
    for (let channel = 0; channel < channelsPerStack; channel++) {
      const source = step * lanesPerStack + channel * lanesPerChannel;
      for (let bank = 0; bank < banksPerChannel; bank++) {
        values[channel * banksPerChannel + bank] = this.#values[source + laneOf(bank)];
      }
    }
    return { rows: channelsPerStack, columns: banksPerChannel, values };
  }

  /** [64 banks, steps] of a channel. */
  ofChannel(channel: number): Matrix {
    const values = new Float32Array(banksPerChannel * this.steps);
    for (let step = 0; step < this.steps; step++) {
      const source = step * lanesPerStack + channel * lanesPerChannel;
      for (let bank = 0; bank < banksPerChannel; bank++) {
        values[bank * this.steps + step] = this.#values[source + laneOf(bank)];
      }
    }
    return { rows: banksPerChannel, columns: this.steps, values };
  }
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
