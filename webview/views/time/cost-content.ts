import { peakBound } from "../../../src/shared/figures";
import type { TimeState, ViewState } from "../../../src/shared/protocol";
import { formatQuantity } from "../../../src/shared/format/quantity";
import type { ResultSet } from "../../state/results/result-set";
import type { RunSummary } from "../../state/runs/run-summaries";
import { cycleLength, stepsMeant, summariseSteps } from "../../state/runs/summary";
import { energyParts, phaseCycles, phaseEnergies, type Component } from "./components";

/** One run's bar. */
export interface CostBar {
  readonly name: string;
  /** Its place among the colours of runs. */
  readonly colour: number;
  /** True of the run that is worked on. */
  readonly isShown: boolean;
  /** One per part; NaN where there is none. */
  readonly values: readonly number[];
  /** What the bar could be at the least; NaN where nothing is known of it. */
  readonly bound: number;
}

/** What a step of every shown run costs, part by part. */
export interface CostContent {
  /** Accessible name. */
  readonly label: string;
  /** Base unit of all values. */
  readonly unit: string;
  readonly parts: readonly Component[];
  readonly bars: readonly CostBar[];
  /** Where the axis ends, whatever step is shown. */
  readonly most: number;
}

/** What is shown of a cost: its parts, its sum and its unit. */
export interface CostKind {
  readonly title: string;
  readonly parts: readonly Component[];
  readonly total: "cycles" | "energy";
  readonly unit: string;
}

export function costKind({ show, unit, energyBy }: TimeState): CostKind {
  if (show === "time") return { title: "Time", parts: phaseCycles, total: "cycles", unit };
  const parts = energyBy === "phase" ? phaseEnergies : energyParts;
  return { title: "Energy", parts, total: "energy", unit: "pJ" };
}

/** What a column's values are worth in the unit that is shown. */
export function factorOf(
  { unit, show }: TimeState,
  { device }: Pick<RunSummary, "device">,
): number {
  return show === "time" ? cycleLength(unit, device) : 1;
}

/** @param runs those that are shown, in the order of the list */
export function costContent(
  runs: readonly RunSummary[],
  results: ResultSet,
  view: ViewState,
): CostContent {
  const { title, parts, total, unit } = costKind(view.time);
  const bars = runs.map((run): CostBar => {
    const factor = factorOf(view.time, run);
    const bound = total === "cycles" ? peakBound.value(run.figure, run.device) * factor : NaN;
    return {
      name: run.name,
      colour: view.runStyles.at(run.index)?.colour ?? 0,
      isShown: run.index === view.shownRun,
      values: parts.map(({ column }) => run.figure(column) * factor),
      bound,
    };
  });
  const spoken = bars.map((bar) => `${bar.name} ${formatQuantity(totalOf(bar), unit)}`);
  const most = runs.flatMap((run, at) => {
    const factor = factorOf(view.time, run);
    // The axis is that of the dearest step, so that it stays when the step changes.
    const steps = stepsMeant(view) ? summariseSteps(results, run.index, view, total) : [];
    return [largest(steps) * factor, totalOf(bars[at]), bars[at].bound].filter(Number.isFinite);
  });
  return {
    label: `${title} of a step by phase. ${spoken.join(", ")}.`,
    unit,
    parts,
    bars,
    most: Math.max(0, ...most),
  };
}

/** The sum of a bar's parts; NaN where none is known. */
export function totalOf({ values }: Pick<CostBar, "values">): number {
  const known = values.filter((value) => !Number.isNaN(value));
  return known.length > 0 ? known.reduce((sum, value) => sum + value, 0) : NaN;
}

function largest(values: Iterable<number>): number {
  let most = 0;
  for (const value of values) if (value > most) most = value;
  return most;
}
