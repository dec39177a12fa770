import {
  stepColumnNames,
  stepFigures,
  time,
  wasted,
  type StepColumn,
} from "../../../src/shared/figures";
import type { RunColumn } from "../../../src/shared/protocol";
import { absent, formatNumber, formatShare } from "../../../src/shared/format/number";
import { scaleUnit } from "../../../src/shared/format/quantity";
import { ratioOf } from "../../state/runs/measures";
import type { RunSummary } from "../../state/runs/run-summaries";

/** A column of the table of runs. */
export interface Column {
  readonly id: RunColumn;
  /** In the heading, as short as can be understood. */
  readonly label: string;
  readonly meaning: string;
  readonly unit: string;
  /** In pixels, at the least. */
  readonly width: number;
  value(run: RunSummary, baseline: RunSummary | undefined): number;
}

const figureWidth = 88;
/** Of what is told at first, whose names are short. */
const narrowWidth = 76;

/** Everything the table can tell, first what it tells at first. */
export const runColumns: readonly Column[] = [
  { ...ofFigure("cycles"), label: "Cycles / step" },
  {
    id: "ratio",
    label: "vs baseline",
    meaning: "cycles / cycles of the baseline, which the star marks",
    unit: "",
    width: 84,
    value: (run, baseline) => ratioOf(run.figure("cycles"), baseline?.figure("cycles") ?? NaN),
  },
  {
    id: "reads",
    label: "Reads: useful, wasted",
    meaning:
      "columns read, on the scale of the run that reads most; hatched is the share that held no " +
      "selected vector",
    unit: "",
    width: 196,
    value: ({ figure }) => wasted.value(figure),
  },
  { ...ofFigure("imbalance"), width: narrowWidth },
  { ...ofFigure("massKept"), label: "Mass kept", width: narrowWidth },
  { ...ofFigure("outputError"), label: "Error", width: narrowWidth },
  {
    id: "time",
    label: time.label,
    meaning: time.meaning,
    unit: time.unit,
    width: figureWidth,
    value: ({ figure, device }) => time.value(figure, device),
  },
  ...stepColumnNames
    .filter((id) => !["cycles", "imbalance", "massKept", "outputError"].includes(id))
    .map(ofFigure),
];

export function columnOf(id: RunColumn): Column {
  return runColumns.find((column) => column.id === id) ?? runColumns[0];
}

function ofFigure(id: StepColumn): Column {
  const { label, meaning, unit } = stepFigures[id];
  return { id, label, meaning, unit, width: figureWidth, value: ({ figure }) => figure(id) };
}

/** How the values of a column are written, all in one unit. */
export function writerOf({ id, unit }: Column, values: readonly number[]) {
  const largest = Math.max(0, ...values.filter(Number.isFinite));
  const scaled = scaleUnit(largest, unit);
  const write = (value: number) => {
    if (!Number.isFinite(value)) return absent;
    if (id === "ratio") return `${value.toFixed(2)}×`;
    if (id === "reads" || isShare(id)) return formatShare(value);
    return formatNumber(value / scaled.factor);
  };
  // Counts say by their name what they count.
  return { unit: scaled.unit === unit && unit !== "ns" && unit !== "pJ" ? "" : scaled.unit, write };
}

function isShare(id: RunColumn): boolean {
  if (id === "time" || id === "ratio" || id === "reads") return false;
  return stepFigures[id].least === 0 && stepFigures[id].most === 1;
}
