import type { ComparedFigure } from "../../../src/shared/protocol";
import type { StackedBarsContent } from "../../parts/charts/stacked-bars-content";
import { absent, formatRatio } from "../../parts/format/number";
import { formatQuantity } from "../../parts/format/quantity";
import type { ComparedRun } from "../../state/runs/compared-runs";
import { measureOf, ratioOf } from "../../state/runs/measures";

/** One figure of every run as bars, each named with its ratio; the baseline marked across all. */
export function compareBars(
  runs: readonly ComparedRun[],
  baseline: ComparedRun,
  figure: ComparedFigure,
): StackedBarsContent {
  const { label, unit, value } = measureOf(figure);
  const values = runs.map(value);
  const ratios = values.map((each) => formatRatio(ratioOf(each, value(baseline))));
  const spoken = runs.map(({ name }, index) => {
    const times = ratios[index] === absent ? "" : `, ${ratios[index]}`;
    return `${name} ${formatQuantity(values[index], unit)}${times}`;
  });
  return {
    label: `${label}, with ratios to ${baseline.name}. ${spoken.join("; ")}. The table holds every figure.`,
    unit,
    bars: runs.map(({ name }, index) => {
      return ratios[index] === absent ? name : `${name} · ${ratios[index]}`;
    }),
    parts: [{ label, colour: 2, values }],
    marks: { label: baseline.name, values: runs.map(() => value(baseline)) },
  };
}
