import { absent, formatCount, formatNumber } from "../../../src/shared/format/number";
import type { TableContent } from "../../parts/tables/table-content";
import { addressOf, phaseLabel } from "./commands/describe-command";
import { firstFrom } from "./commands/search";
import { busOf, type StepCommands } from "./commands/step-commands";
import type { TimeUnit } from "./time-unit";
import type { TimeWindow } from "./time-window";

/** Rows that a table holds at most: enough to read, few enough to be there at once. */
export const longestTable = 200;

/** The commands on screen, in order of time. */
export function timelineTable(
  commands: StepCommands,
  [from, to]: TimeWindow,
  { nanoseconds }: TimeUnit,
  cursor: number | undefined,
): TableContent {
  const { cycles, commands: codes, phases } = commands.all;
  const first = firstFrom(cycles, Math.ceil(from));
  const count = firstFrom(cycles, Math.ceil(to)) - first;
  const shown = Math.min(count, longestTable);
  const cell = (value: number | undefined) => (value === undefined ? absent : `${value}`);
  return {
    caption: captionOf(shown, count),
    columns: [
      { label: "Command" },
      { label: "Cycle" },
      { label: "Time", unit: "ns" },
      { label: "Bus" },
      { label: "Phase" },
      { label: "Row" },
      { label: "Column" },
      { label: "Bank", meaning: "bank of the channel to which the command is addressed" },
    ],
    rows: Array.from({ length: shown }, (_, index) => {
      const place = first + index;
      const { row, column, bank } = addressOf(commands, place);
      return {
        head: commands.meaning.names[codes[place]],
        cells: [
          formatCount(cycles[place]),
          formatNumber(cycles[place] * nanoseconds, 6),
          busOf(commands, place),
          phaseLabel(phases[place]),
          cell(row),
          cell(column),
          cell(bank),
        ],
        marked: place === cursor,
      };
    }),
  };
}

function captionOf(shown: number, count: number): string {
  return shown === count
    ? `All ${formatCount(count)} commands on screen.`
    : `The first ${formatCount(shown)} of ${formatCount(count)} commands on screen; zoom in to see the rest.`;
}
