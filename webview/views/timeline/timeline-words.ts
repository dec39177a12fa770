import { describeCommand } from "./commands/describe-command";
import { formatTime } from "./time-unit";
import type { TimelineContent } from "./timeline-content";

/** What keys do. */
export const timelineHelp =
  "Left and Right go from command to command, Up and Down to the other bus, N and P to the next " +
  "and previous row command, Home and End to the ends. Plus and Minus zoom, 0 shows the whole " +
  "step, Shift with Left or Right and Page Up and Page Down move the view. M starts a measurement " +
  "at the cursor, Enter zooms to the cursor, Escape lets go.";

/** What is known of the command at the cursor, in sentences. */
export function cursorText({ commands, unit }: TimelineContent, cursor: number): string {
  const { title, lines } = describeCommand(commands, cursor, unit);
  return `${[title, ...lines].join(". ")}.`;
}

/** The time between the start of a measurement and the cursor; undefined where one is missing. */
export function measuredText(
  { commands, unit }: TimelineContent,
  cursor: number | undefined,
  start: number | undefined,
): string | undefined {
  if (cursor === undefined || start === undefined) return undefined;
  const { cycles, commands: codes } = commands.all;
  const name = (place: number) => `${commands.meaning.names[codes[place]]} at ${cycles[place]}`;
  const time = formatTime(Math.abs(cycles[cursor] - cycles[start]), unit);
  return `From ${name(start)} to ${name(cursor)}: ${time}.`;
}

/** How to measure. */
export function hintText(content: TimelineContent, cursor: number | undefined): string {
  return cursor === undefined
    ? "Click a command, then Shift+click another to measure between them."
    : `${cursorText(content, cursor)} Shift+click another command to measure.`;
}
