import type { Bus } from "../commands/step-commands";
import type { TimeWindow } from "../time-window";

/** Heights in CSS pixels of what is around the lanes. */
export const axisHeight = 22;
const nameHeight = 15;

/** How high a lane is at least, and at most: higher ones tell no more. */
export const laneHeights = { least: 76, most: 150, paper: 96 } as const;

/** Heights of one run's lane in CSS pixels: on each of its two buses the commands, then their names. */
export interface LaneLayout {
  readonly height: number;
  readonly track: number;
}

/** The lane of a height. */
export function laneLayout(height: number): LaneLayout {
  return { height, track: Math.floor((height - 2 * nameHeight) / 2) };
}

/** The layout in which `lanes` of them fill `room`, as far as they may. */
export function fitLanes(lanes: number, room: number): LaneLayout {
  const { least, most } = laneHeights;
  return laneLayout(Math.max(least, Math.min(most, Math.floor(room / Math.max(1, lanes)))));
}

/** Top of a bus's commands in its lane. */
export function topOf(bus: Bus, { track }: LaneLayout): number {
  return bus === "row" ? 0 : track + nameHeight;
}

/** The bus at a height of its lane. */
export function busAt(y: number, { track }: LaneLayout): Bus {
  return y < track + nameHeight ? "row" : "column";
}

/** Place of a cycle's start, in the unit of `width`. */
export function xOf(cycle: number, [from, to]: TimeWindow, width: number): number {
  return ((cycle - from) / (to - from)) * width;
}

export function cycleAt(x: number, [from, to]: TimeWindow, width: number): number {
  return from + (x / width) * (to - from);
}
