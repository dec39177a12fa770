import { InputError } from "../../errors";

/** Later than every cycle of a run, and than every entry of a program. */
export const never = 0x7fffffff;

/**
 * The last cycle at which a controller looks: clocks are 32-bit numbers, and run ahead of it by up
 * to 8 timings, each below 2^24 (see `validateDevicePreset` and `RankWindows`).
 */
const lastCycle = 2 ** 31 - 2 ** 28;

/** @throws InputError when a run has come further than its clocks reach */
export function requireCycle(now: number): void {
  if (now > lastCycle) {
    throw new InputError("cycles", `a run of more than ${lastCycle} cycles cannot be simulated`);
  }
}
