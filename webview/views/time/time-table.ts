import {
  peakBound,
  stepFigures,
  time as timeFigure,
  type StepColumn,
} from "../../../src/shared/figures";
import type { TimeState } from "../../../src/shared/protocol";
import { formatNumber, formatRatio } from "../../../src/shared/format/number";
import { scaleUnit } from "../../../src/shared/format/quantity";
import type { TableColumn, TableContent } from "../../parts/tables/table-content";
import { energyParts, phaseCycles, phaseEnergies, type Component } from "./components";
import type { RunSummary } from "../../state/runs/run-summaries";
import { cycleLength } from "../../state/runs/summary";

/** What accuracy a run gives up, beside what it costs. */
const accuracy: readonly StepColumn[] = ["massKept", "recall", "outputError"];

/** A column of the table before its numbers are put in words. */
interface Measure {
  readonly label: string;
  readonly meaning: string;
  /** Base unit; empty for plain ratios. */
  readonly unit: string;
  readonly value: (run: RunSummary) => number;
  readonly isRatio?: boolean;
}

/** Everything that the charts show, and more, with ratios against the `baseline` run. */
export function timeTable(
  caption: string,
  runs: readonly RunSummary[],
  baseline: RunSummary,
  timing: TimeState,
): TableContent {
  const energies = timing.energyBy === "phase" ? phaseEnergies : energyParts;
  const time = (component: Named) => timeMeasure(component, timing);
  const plain = (component: Named) => plainMeasure(component);
  const measures: readonly Measure[] = [
    time({ column: "cycles", label: timing.unit === "ns" ? "Time" : "Cycles" }),
    ratioMeasure("cycles", baseline),
    ...phaseCycles.map(time),
    peakMeasure(timing),
    plain({ column: "energy", label: "Energy" }),
    ratioMeasure("energy", baseline),
    ...energies.map(({ column, label }) => plain({ column, label: `${label} energy` })),
    ...accuracy.map((column) => plain({ column, label: stepFigures[column].label })),
  ];
  const columns = measures.map((measure) => makeColumn(measure, runs));
  return {
    caption,
    columns: [{ label: "Run" }, ...columns.map(({ heading }) => heading)],
    rows: runs.map(({ name }, row) => ({
      head: name,
      cells: columns.map(({ cells }) => cells[row]),
    })),
  };
}

type Named = Pick<Component, "column" | "label">;

/** All cells of a column are in the same unit, so that they can be compared at a glance. */
function makeColumn(
  { label, meaning, unit, value, isRatio }: Measure,
  runs: readonly RunSummary[],
) {
  const values = runs.map(value);
  const largest = values.reduce((most, next) => (next > most ? next : most), 0);
  const scaled = scaleUnit(largest, unit);
  const heading: TableColumn = { label, unit: scaled.unit, meaning };
  const format = isRatio ? formatRatio : formatNumber;
  return { heading, cells: values.map((each) => format(each / scaled.factor)) };
}

function timeMeasure({ column, label }: Named, { unit }: TimeState): Measure {
  const { meaning } = stepFigures[column];
  const value = ({ figure, device }: RunSummary) => figure(column) * cycleLength(unit, device);
  return { label, meaning, unit, value };
}

function plainMeasure({ column, label }: Named): Measure {
  return { ...stepFigures[column], label, value: ({ figure }) => figure(column) };
}

/** Cycles of different devices last differently long, so times are compared, not cycles. */
function ratioMeasure(column: "cycles" | "energy", baseline: RunSummary): Measure {
  const cost = ({ figure, device }: RunSummary) =>
    column === "cycles" ? timeFigure.value(figure, device) : figure(column);
  return {
    label: column === "cycles" ? "Time ratio" : "Energy ratio",
    meaning: `${column === "cycles" ? "time" : "energy"} against ${baseline.name}`,
    unit: "",
    value: (run) => cost(run) / cost(baseline),
    isRatio: true,
  };
}

function peakMeasure({ unit }: TimeState): Measure {
  return {
    label: peakBound.label,
    meaning: peakBound.meaning,
    unit,
    value: ({ figure, device }) => peakBound.value(figure, device) * cycleLength(unit, device),
  };
}
