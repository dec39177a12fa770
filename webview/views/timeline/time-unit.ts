import type { DeviceEntry, TimelineState } from "../../../src/shared/protocol";
import { formatCount } from "../../../src/shared/format/number";
import { formatQuantity } from "../../../src/shared/format/quantity";
import { cycleLength } from "../../state/runs/summary";

/** How times are told: in cycles or in nanoseconds, the other beside it. */
export interface TimeUnit {
  readonly unit: TimelineState["unit"];
  /** Length of a cycle in `unit`. */
  readonly length: number;
  /** Length of a cycle in nanoseconds. */
  readonly nanoseconds: number;
}

export function timeUnit(
  unit: TimelineState["unit"],
  device: Pick<DeviceEntry, "clockPeriod">,
): TimeUnit {
  return { unit, length: cycleLength(unit, device), nanoseconds: device.clockPeriod };
}

/** `cycle 1 234, 0.94 µs`, the chosen unit first. */
export function formatMoment(cycle: number, { unit, nanoseconds }: TimeUnit): string {
  const texts = [`cycle ${formatCount(cycle)}`, formatQuantity(cycle * nanoseconds, "ns")];
  return (unit === "ns" ? texts.reverse() : texts).join(", ");
}

/** `1 234 cycles, 0.94 µs`, the chosen unit first. */
export function formatTime(cycles: number, { unit, nanoseconds }: TimeUnit): string {
  const texts = [formatQuantity(cycles, "cycles"), formatQuantity(cycles * nanoseconds, "ns")];
  return (unit === "ns" ? texts.reverse() : texts).join(", ");
}
