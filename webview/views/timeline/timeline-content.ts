import type { StepCommands } from "./commands/step-commands";
import { xOf } from "./picture/timeline-layout";
import type { TimeUnit } from "./time-unit";
import type { TimeWindow } from "./time-window";

/** What a timeline shows. */
export interface TimelineContent {
  /** Accessible name. */
  readonly label: string;
  readonly commands: StepCommands;
  readonly window: TimeWindow;
  readonly unit: TimeUnit;
}

/** How far beside a command the pointer may be, in pixels. */
const hoverSlack = 8;

/**
 * True on a command, as long as it lasts, and close to it.
 * @param place of the command among all
 * @param width of the picture, in pixels
 */
export function isNear(
  { commands, window }: TimelineContent,
  place: number,
  x: number,
  width: number,
): boolean {
  const { cycles, commands: codes } = commands.all;
  const from = xOf(cycles[place], window, width);
  const to = xOf(cycles[place] + commands.meaning.lasting[codes[place]], window, width);
  return x >= from - hoverSlack && x <= to + hoverSlack;
}
