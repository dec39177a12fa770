import { phaseFigures } from "../../../src/shared/figures";
import { formatCount } from "../../../src/shared/format/number";
import { formatQuantity } from "../../../src/shared/format/quantity";
import type { TableContent } from "../../parts/tables/table-content";
import { areaSums } from "./commands/area-sums";
import { phasesOfSteps } from "./phases-of-steps";
import { cyclesOfArea, isFilled, type TimelineContent } from "./timeline-content";
import type { TimeWindow } from "./time-window";

/** What every run does in a measured area, by phase: cycles, and the number of commands. */
export function areaTable({ lanes, unit }: TimelineContent, area: TimeWindow): TableContent {
  const sums = lanes.filter(isFilled).map((lane) => {
    return { lane, ...areaSums(lane.commands, cyclesOfArea(lane, area)) };
  });
  const phases = phasesOfSteps.filter((phase) => sums.some(({ cycles }) => cycles[phase] > 0));
  const rows = sums.map(({ lane, commands, cycles }) => {
    const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
    const time = (value: number) =>
      unit.unit === "ns" ? formatQuantity(value * lane.unit.nanoseconds, "ns") : formatCount(value);
    const cell = (value: number, count: number) => ({
      value: time(value),
      ratio: `(${formatCount(count)})`,
    });
    return {
      head: lane.name,
      cells: [
        cell(sum(cycles), sum(commands)),
        ...phases.map((phase) => cell(cycles[phase], commands[phase])),
      ],
    };
  });
  return {
    caption: `${unit.unit === "ns" ? "Time" : "Cycles"} by phase, from each command to the next, and the number of commands.`,
    columns: [
      { label: "Run" },
      { label: "All" },
      ...phases.map((phase) => ({ label: phaseFigures[phase].label })),
    ],
    rows,
  };
}
