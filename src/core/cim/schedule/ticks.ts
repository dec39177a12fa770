import type { Schedule } from "./schedule";

/**
 * A schedule in ticks. Arrays work side by side: the first steps of all arrays in a turn, which is
 * a phase and stage, make its first tick, the second steps its second, and so on; turns follow each
 * other. A tick is an order, not a length of time.
 */
export interface Ticks {
  /** Of all turns. */
  readonly count: number;
  /** [steps]: the tick of each step. */
  readonly ofStep: Uint32Array;
  /** [turns + 1]: the ticks of turn t are firstTick[t] .. firstTick[t + 1] - 1. */
  readonly firstTick: Uint32Array;
  /** [turns + 1]: its steps likewise. */
  readonly firstStep: Uint32Array;
  /** [turns]. */
  readonly phase: Uint32Array;
  readonly stage: Uint8Array;
}

export function ticksOf({ length, phase, stage, array }: Schedule): Ticks {
  const ofStep = new Uint32Array(length);
  const firstTick: number[] = [];
  const firstStep: number[] = [];
  let [count, tick] = [0, 0];
  for (let step = 0; step < length; step++) {
    const last = step - 1;
    if (step === 0 || phase[step] !== phase[last] || stage[step] !== stage[last]) {
      firstTick.push(count);
      firstStep.push(step);
      tick = count;
    } else {
      tick = array[step] === array[last] ? tick + 1 : firstTick[firstTick.length - 1];
    }
    ofStep[step] = tick;
    count = Math.max(count, tick + 1);
  }
  return {
    count,
    ofStep,
    firstTick: Uint32Array.from([...firstTick, count]),
    firstStep: Uint32Array.from([...firstStep, length]),
    phase: Uint32Array.from(firstStep, (step) => phase[step]),
    stage: Uint8Array.from(firstStep, (step) => stage[step]),
  };
}

/** The steps of a turn: which array, in which tick, how many rows driven and columns read. */
export interface StepsOfTurn {
  readonly array: Uint32Array;
  readonly tick: Uint32Array;
  readonly rows: Uint32Array;
  readonly columns: Uint32Array;
}

/** @param turn 0 .. turns - 1 */
export function stepsOfTurn(schedule: Schedule, ticks: Ticks, turn: number): StepsOfTurn {
  const [from, to] = [ticks.firstStep[turn], ticks.firstStep[turn + 1]];
  return {
    array: schedule.array.slice(from, to),
    tick: ticks.ofStep.slice(from, to),
    rows: schedule.rows.slice(from, to),
    columns: schedule.columns.slice(from, to),
  };
}
