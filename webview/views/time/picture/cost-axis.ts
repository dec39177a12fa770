import { scaleTicks } from "../../../parts/colours/ticks";
import { formatTick } from "../../../../src/shared/format/number";
import { scaleUnit } from "../../../../src/shared/format/quantity";

/** A round amount on an axis that begins at 0. */
export interface CostTick {
  /** Share of the axis. */
  readonly at: number;
  readonly label: string;
}

/** Where an axis ends whose largest value is this: not at the bar's own end. */
export function axisEnd(most: number): number {
  return most > 0 ? most * 1.02 : 1;
}

/** About `count` round amounts; the last of them names the unit. */
export function costTicks(most: number, unit: string, count: number): CostTick[] {
  const end = axisEnd(most);
  const scaled = scaleUnit(most, unit);
  const values = scaleTicks({ kind: "linear", low: 0, high: end / scaled.factor }, count);
  return values.map((value, index) => ({
    at: (value * scaled.factor) / end,
    label: index === values.length - 1 ? `${formatTick(value)} ${scaled.unit}` : formatTick(value),
  }));
}
