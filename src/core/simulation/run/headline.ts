import { time, wasted, type FigureReader } from "../../figures/derived-figures";
import { meanOf } from "../../figures/means";
import { asCycles, asNanoseconds, type Cycles, type Nanoseconds } from "../../units";
import { deviceOf, type SimulationPlan } from "./configuration";
import type { HeadResult } from "./result";

/**
 * The few figures by which a run is known at a glance: means over all its heads and steps, NaN
 * where none of them has the figure.
 */
export interface Headline {
  /** Share of the columns read that held no selected vector. */
  readonly wasted: number;
  readonly imbalance: number;
  /** Of one step of one query head. */
  readonly cycles: Cycles;
  readonly nanoseconds: Nanoseconds;
  readonly massKept: number;
}

/**
 * Headline of one run of a plan, from whatever of its heads has been simulated.
 * Undefined while that is none.
 */
export function headlineOf(
  plan: SimulationPlan,
  heads: readonly HeadResult[],
  run: number,
): Headline | undefined {
  const own = heads.filter((head) => head.run === run);
  if (own.length === 0) return undefined;
  const { clockPicoseconds } = deviceOf(plan, plan.runs[run].device).timing;
  const mean: FigureReader = (column) => meanOf(own, column);
  return {
    wasted: wasted.value(mean),
    imbalance: mean("imbalance"),
    cycles: asCycles(mean("cycles")),
    nanoseconds: asNanoseconds(time.value(mean, { clockPeriod: clockPicoseconds / 1000 })),
    massKept: mean("massKept"),
  };
}
