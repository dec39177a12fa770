import type { Catalog, HeadResult, StepColumn, TraceLayer } from "../../../src/shared/protocol";
import { columnLabel } from "../../parts/format/column-label";
import { absent, formatNumber, formatShare } from "../../parts/format/number";
import { formatQuantity } from "../../parts/format/quantity";

/** One number with what it is called and what it means. */
export interface Figure {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  /** Unit, formula, and why the figure is missing where it is. */
  readonly meaning: string;
  /** Why there is no number; undefined where there is one. */
  readonly missing: string | undefined;
}

/** What the trace has to hold for a figure to exist. */
const needs: Partial<Readonly<Record<StepColumn, readonly TensorName[]>>> = {
  massKept: ["keys", "queries"],
  recall: ["keys", "queries"],
  outputError: ["keys", "queries", "values"],
};

type TensorName = "keys" | "queries" | "values";

const columnFigures: readonly StepColumn[] = [
  "tokens",
  "lines",
  "keyRows",
  "valueRows",
  "imbalance",
  "loadVariation",
  "massKept",
  "recall",
  "outputError",
  "cycles",
  "energy",
];

/** Figures of one query head at one step. */
export function headFigures(
  head: HeadResult,
  step: number,
  layer: TraceLayer | undefined,
  catalog: Catalog,
): Figure[] {
  const at = (column: StepColumn) => head.columns[column][step - head.fromStep];
  const figures = columnFigures.map((column): Figure => {
    const { unit, meaning } = catalog.stepColumns[column];
    // The label says what is counted; only energies need their unit beside the number.
    const value = unit === "pJ" ? formatQuantity(at(column), unit) : formatNumber(at(column));
    const missing = value === absent ? whyMissing(column, layer) : undefined;
    const explained = unit === "" ? meaning : `${meaning} (${unit})`;
    return { id: column, label: columnLabel(column), value, meaning: explained, missing };
  });
  const wastes = [
    waste(
      "columnWaste",
      "Lockstep waste, columns",
      1 - at("columnsUseful") / at("columnsRead"),
      "1 − useful / read columns: all banks of a channel read in lockstep, wanted or not",
    ),
    waste(
      "slotWaste",
      "Lockstep waste, slots",
      1 - at("lineUtilisation"),
      "1 − line utilisation: share of the slots in the lines read that hold no selected token",
    ),
  ];
  const after = columnFigures.indexOf("loadVariation") + 1;
  return [...figures.slice(0, after), ...wastes, ...figures.slice(after)];
}

function waste(id: string, label: string, share: number, meaning: string): Figure {
  const value = formatShare(share);
  const missing = value === absent ? "nothing was read" : undefined;
  return { id, label, value, meaning, missing };
}

function whyMissing(column: StepColumn, layer: TraceLayer | undefined): string {
  const held: Readonly<Record<TensorName, boolean | undefined>> = {
    keys: layer?.hasKeys,
    queries: layer?.hasQueries,
    values: layer?.hasValues,
  };
  const lacking = (needs[column] ?? []).filter((name) => !held[name]);
  if (lacking.length === 0) return "not defined for this step";
  return `the trace has no ${lacking.join(" and no ")}`;
}
