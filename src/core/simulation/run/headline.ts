import { asCycles, asNanoseconds, type Cycles, type Nanoseconds } from "../../units";
import { deviceOf, type SimulationPlan } from "./configuration";
import type { HeadResult } from "./result";
import { meanOf } from "./summary";

/** The few figures by which a run is known at a glance: means over all its heads and steps. */
export interface Headline {
  /** Largest / mean useful load over the banks; 1 is perfect. */
  readonly imbalance: number;
  /** Of one step of one query head. */
  readonly cycles: Cycles;
  readonly nanoseconds: Nanoseconds;
  /** Share of the full softmax mass on the selected tokens; NaN where the trace cannot tell. */
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
  const cycles = meanOf(own, "cycles");
  return {
    imbalance: meanOf(own, "imbalance"),
    cycles: asCycles(cycles),
    nanoseconds: asNanoseconds((cycles * clockPicoseconds) / 1000),
    massKept: meanOf(own, "massKept"),
  };
}
