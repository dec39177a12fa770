import { phaseFigures } from "../../../../src/shared/figures";
import { wholeStep, type TimeWindow } from "../time-window";
import { firstFrom } from "./search";
import type { StepCommands } from "./step-commands";

/** What happens on both buses during a part of a step. */
export interface AreaSums {
  /** Commands issued, by phase code. */
  readonly commands: readonly number[];
  /**
   * Cycles by phase code: each counts for the phase of the command issued last, so that they add up
   * to all cycles of the area from the step's first command to its end.
   */
  readonly cycles: readonly number[];
}

/** Sums over the cycles from `from` up to, without, `to`; both are whole. */
export function areaSums({ all, length }: StepCommands, [from, to]: TimeWindow): AreaSums {
  const { cycles: issued, phases } = all;
  const commands = phaseFigures.map(() => 0);
  const cycles = phaseFigures.map(() => 0);
  const end = Math.min(to, wholeStep(length)[1]);
  const first = firstFrom(issued, from);
  const before = first - 1;
  for (let at = Math.max(0, before); at < issued.length && issued[at] < end; at++) {
    const phase = phases[at];
    const until = at + 1 < issued.length ? Math.min(issued[at + 1], end) : end;
    cycles[phase] += Math.max(0, until - Math.max(issued[at], from));
    if (at >= first) commands[phase]++;
  }
  return { commands, cycles };
}
