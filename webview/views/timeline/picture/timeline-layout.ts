import type { Bus } from "../commands/step-commands";
import type { TimeWindow } from "../time-window";

/** Heights in CSS pixels: a bus's commands, their names below, the time axis. */
export const trackHeight = 52;
const nameHeight = 18;
export const axisHeight = 24;
export const overviewHeight = 14;

export const pictureHeight = 2 * (trackHeight + nameHeight) + axisHeight;

/** Top of a bus's commands. */
export function topOf(bus: Bus): number {
  return bus === "row" ? 0 : trackHeight + nameHeight;
}

/** The bus at a height of the picture. */
export function busAt(y: number): Bus {
  return y < trackHeight + nameHeight ? "row" : "column";
}

/** Place of a cycle's start, in the unit of `width`. */
export function xOf(cycle: number, [from, to]: TimeWindow, width: number): number {
  return ((cycle - from) / (to - from)) * width;
}

export function cycleAt(x: number, [from, to]: TimeWindow, width: number): number {
  return from + (x / width) * (to - from);
}
