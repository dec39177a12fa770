import type { ComparedFigure } from "../../../../src/shared/protocol";
import { absent, formatNumber, formatRatio } from "../../../../src/shared/format/number";
import { scaleUnit } from "../../../../src/shared/format/quantity";
import type { TableContent } from "../../../parts/tables/table-content";
import { matchRuns } from "./changes";
import type { ComparedRun } from "../../../state/runs/compared-runs";
import { measureOf, ratioOf, type Measure } from "../../../state/runs/measures";

const listed: readonly ComparedFigure[] = [
  "cycles",
  "time",
  "energy",
  "massKept",
  "outputError",
  "imbalance",
];

/** Figures of each run as they were and as they are. */
export function changesTable(all: readonly ComparedRun[]): TableContent {
  const now = all.filter(({ place }) => place.source === "shown");
  const before = all.filter(({ place }) => place.source === "previous");
  const configurationsOf = (runs: readonly ComparedRun[]) => runs.map((run) => run.configuration);
  const matches = matchRuns(configurationsOf(now), configurationsOf(before));
  const pairs = now.map((run, index) => {
    const match = matches[index];
    return { run, before: match === undefined ? undefined : before[match] };
  });
  const columns = listed.map((id) => {
    const measure = measureOf(id);
    const largest = Math.max(0, ...all.map(measure.value).filter(Number.isFinite));
    return { measure, scaled: scaleUnit(largest, measure.unit) };
  });
  return {
    caption: "Before → now, and how many times as much that is.",
    columns: [
      { label: "Run" },
      ...columns.map(({ measure: { label, meaning }, scaled: { unit } }) => {
        return { label, meaning, unit };
      }),
    ],
    rows: pairs.map(({ run, before: earlier }) => ({
      head: run.name,
      cells: columns.map(({ measure, scaled }) => cellText(measure, scaled.factor, run, earlier)),
    })),
  };
}

/** Changes by less are hidden by the rounding of figures and ratios. */
const unseen = 5e-4;

function cellText(
  { value }: Measure,
  factor: number,
  run: ComparedRun,
  before: ComparedRun | undefined,
): string {
  const is = value(run);
  const was = before ? value(before) : NaN;
  const now = formatNumber(is / factor);
  if (Object.is(is, was)) return now === absent ? absent : `${now} as before`;
  if (!before) return `${now}, new`;
  const earlier = formatNumber(was / factor);
  if (now === earlier || Math.abs(is / was - 1) < unseen) return `${now}, about as before`;
  const ratio = formatRatio(ratioOf(is, was));
  const times = ratio === absent ? "" : ` (${ratio})`;
  return `${earlier} → ${now}${times}`;
}
