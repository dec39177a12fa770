import { formatCount } from "../../../src/shared/format/number";
import { describeCommand } from "./commands/describe-command";
import { formatTime } from "./time-unit";
import type { FilledLane, TimelineContent } from "./timeline-content";
import type { TimeWindow } from "./time-window";

/** How the picture is used. */
export const timelineHelp: readonly string[] = [
  "A full block is the cycle in which a command holds its bus, the low rest is how long it lasts.",
  "Click a command to pick it; drag, or hold Shift and click another, to measure between them.",
  "W and S zoom, A and D move the view, F shows the whole step. Ctrl with the wheel zooms, too, and so does the wheel alone after a click.",
  "Left and Right go from command to command, Up and Down to the other bus, N and P to the next and the previous row command, Home and End to the ends.",
  "H goes to the command after which both buses wait longest, then to the next such.",
  "M starts a measurement at the command, Enter zooms to it, / searches, Escape lets go.",
  "Clustering is charged per decoded token in Time and is not among the commands of a step.",
];

/** What is known of a command, in sentences. */
export function commandText({ commands, unit }: FilledLane, place: number): string {
  const { title, lines } = describeCommand(commands, place, unit);
  return `${[title, ...lines].join(". ")}.`;
}

/** A command by its name and its moment. */
export function commandName({ commands: { all, meaning } }: FilledLane, place: number): string {
  const name = meaning.names[all.commands[place]];
  return `${name} at cycle ${formatCount(all.cycles[place])}`;
}

/** The time that an area takes. */
export function areaText({ unit }: TimelineContent, [from, to]: TimeWindow): string {
  const [first, last] = [Math.floor(from), Math.ceil(to)];
  const span = `cycle ${formatCount(first)} to ${formatCount(last)}`;
  return `${formatTime(last - first, unit)} from ${span}.`;
}
