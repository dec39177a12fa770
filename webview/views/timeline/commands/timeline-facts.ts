import { formatCount, formatShare } from "../../../../src/shared/format/number";
import type { StepCommands } from "./step-commands";
import { formatTime, type TimeUnit } from "../time-unit";

/** Commands of a step in a sentence: how long, how many of which, how full the buses are. */
export function describeStep({ all, length, meaning, tracks }: StepCommands, unit: TimeUnit) {
  const counts = meaning.names.map(() => 0);
  for (const code of all.commands) counts[code]++;
  const kinds = counts
    .map((count, code) => ({ count, name: meaning.names[code] }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count)
    .map(({ count, name }) => `${formatCount(count)} ${name}`);
  const share = (bus: "row" | "column") => formatShare(tracks[bus].cycles.length / length);
  return (
    `${formatTime(length, unit)}. ${formatCount(all.cycles.length)} commands: ${kinds.join(", ")}. ` +
    `Of all cycles, the column bus takes a command in ${share("column")}, the row bus in ${share("row")}.`
  );
}
