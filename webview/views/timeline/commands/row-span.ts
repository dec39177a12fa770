import { addressOf } from "./describe-command";
import { firstFrom } from "./search";
import type { StepCommands } from "./step-commands";
import type { TimeWindow } from "../time-window";

/** Cycles for which the row of a command is open; undefined for commands without a row. */
export function rowSpan(commands: StepCommands, place: number): TimeWindow | undefined {
  const { row } = addressOf(commands, place);
  if (row === undefined) return undefined;
  const { places, cycles, commands: codes } = commands.tracks.row;
  const { names } = commands.meaning;
  const opens = (at: number) => names[codes[at]].startsWith("ACT");
  let from = firstFrom(places, place + 1) - 1;
  if (from >= 0 && places[from] === place && !opens(from)) from--;
  while (from >= 0 && !opens(from)) from--;
  if (from < 0 || addressOf(commands, places[from]).row !== row) return undefined;
  let to = from + 1;
  while (to < places.length && opens(to) && addressOf(commands, places[to]).row === row) to++;
  return [cycles[from], to < places.length ? cycles[to] : commands.length];
}
