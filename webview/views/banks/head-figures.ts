import {
  emptySlots,
  lackedTensors,
  stepFigures,
  wasted,
  type FigureReader,
  type StepColumn,
} from "../../../src/shared/figures";
import type { HeadResult, TraceLayer } from "../../../src/shared/protocol";
import { absent, formatNumber, formatShare } from "../../../src/shared/format/number";
import { formatQuantity } from "../../../src/shared/format/quantity";
import type { ShownFigure } from "../../parts/figures/shown-figure";

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
): ShownFigure[] {
  const at: FigureReader = (column) => head.columns[column][step - head.fromStep];
  const figures = columnFigures.map((column): ShownFigure => {
    const { label, unit, meaning, needs } = stepFigures[column];
    // The label says what is counted; only energies need their unit beside the number.
    const value = unit === "pJ" ? formatQuantity(at(column), unit) : formatNumber(at(column));
    const lacked = lackedTensors(layer, needs);
    const reason =
      lacked.length > 0 ? `the trace has no ${lacked.join(" and no ")}` : whyMissing(at);
    const missing = value === absent ? reason : undefined;
    const explained = unit === "" ? meaning : `${meaning} (${unit})`;
    return { id: column, label, value, meaning: explained, missing };
  });
  const shares = Object.entries({ wasted, emptySlots }).map(([id, figure]): ShownFigure => {
    const { label, meaning } = figure;
    const value = formatShare(figure.value(at));
    return { id, label, value, meaning, missing: value === absent ? whyMissing(at) : undefined };
  });
  const after = columnFigures.indexOf("loadVariation") + 1;
  return [...figures.slice(0, after), ...shares, ...figures.slice(after)];
}

function whyMissing(at: FigureReader): string {
  return at("tokens") === 0 ? "nothing was read" : "not defined for this step";
}
