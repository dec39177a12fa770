import type { StepCommands } from "./commands/step-commands";
import { xOf } from "./picture/lane-layout";
import type { TimeUnit } from "./time-unit";
import { wholeStep, type TimeWindow } from "./time-window";

/** What one run does on its two buses. */
export interface Lane {
  /** Its place among the runs of the view. */
  readonly run: number;
  readonly name: string;
  /** Its place among the colours of runs. */
  readonly colour: number;
  /** Absent while they are not known, and where there are none. */
  readonly commands: StepCommands | undefined;
  /** Why there are none; empty where there are. */
  readonly note: string;
  /** True while the commands are those of another step or head. */
  readonly isStale: boolean;
  readonly unit: TimeUnit;
  /** How many of its cycles go into one of the axis: devices differ in their clocks. */
  readonly pace: number;
}

/** What a timeline shows: lanes one below the other, aligned at cycle 0. */
export interface TimelineContent {
  /** Accessible name. */
  readonly label: string;
  readonly lanes: readonly Lane[];
  /** The lane of the run that is worked on: the keyboard's. */
  readonly shown: number;
  /** Place of the picked command among those of that lane. */
  readonly cursor: number | undefined;
  /** What of the axis is on screen, in its cycles. */
  readonly window: TimeWindow;
  /** Cycles of the axis: those of the longest lane. */
  readonly length: number;
  /** Of the axis. */
  readonly unit: TimeUnit;
}

/** A lane whose commands are there. */
export type FilledLane = Lane & { readonly commands: StepCommands };

export function isFilled(lane: Lane | undefined): lane is FilledLane {
  return lane?.commands !== undefined;
}

/** Cycles of the axis that the longest of the lanes takes; 0 where none is there. */
export function axisLength(lanes: readonly Lane[]): number {
  return Math.max(
    0,
    ...lanes.map(({ commands, pace }) => (commands ? Math.ceil(commands.length / pace) : 0)),
  );
}

/** A window of the axis in the cycles of a lane. */
export function windowOf({ pace }: Pick<Lane, "pace">, [from, to]: TimeWindow): TimeWindow {
  return [from * pace, to * pace];
}

/** Where a lane's command begins, in the unit of the width. */
export function xOfCommand(lane: FilledLane, place: number, window: TimeWindow, width: number) {
  return xOf(lane.commands.all.cycles[place], windowOf(lane, window), width);
}

/** The whole cycles of a lane that an area of the axis covers, none beyond its end. */
export function cyclesOfArea(lane: FilledLane, area: TimeWindow): TimeWindow {
  const [from, to] = windowOf(lane, area);
  const end = wholeStep(lane.commands.length)[1];
  return [Math.min(end, Math.floor(from)), Math.min(end, Math.ceil(to))];
}

/** How far beside a command the pointer may be, in pixels. */
const hoverSlack = 8;

/**
 * True on a command, as long as it lasts, and close to it.
 * @param place of the command among all
 * @param width of the picture, in pixels
 */
export function isNear(
  lane: FilledLane,
  window: TimeWindow,
  place: number,
  x: number,
  width: number,
): boolean {
  const { all, meaning } = lane.commands;
  const own = windowOf(lane, window);
  const from = xOf(all.cycles[place], own, width);
  const to = xOf(all.cycles[place] + meaning.lasting[all.commands[place]], own, width);
  return x >= from - hoverSlack && x <= to + hoverSlack;
}
