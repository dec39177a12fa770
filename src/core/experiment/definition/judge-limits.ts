import { InputError } from "../../errors";
import { isBeyond } from "../../figures/figure";
import { reportedFigures, type ReportedFigure } from "../../figures/reported-figures";
import type { RunSummary } from "../../figures/means";
import { lackedTensors } from "../../trace/layer-tensors";
import type { Limit } from "./experiment";
import type { ExperimentTrace } from "./opened-experiment";

/** A limit that a run does not keep on a trace. */
export interface CrossedLimit {
  /** Index of the trace in the experiment. */
  readonly trace: number;
  /** Index of the run in the experiment. */
  readonly run: number;
  readonly column: ReportedFigure;
  readonly bound: Limit["bound"];
  readonly limit: number;
  /** Mean over all steps and heads. */
  readonly value: number;
}

/** @throws InputError naming the first limit on a figure that a trace has no data for */
export function checkLimits(limits: readonly Limit[], traces: readonly ExperimentTrace[]): void {
  for (const { name, column, place } of limits) {
    for (const { name: trace, header, plan } of traces) {
      const layers = header.layers.filter(({ id }) => plan.scope.layers.includes(id));
      const { needs } = reportedFigures[column];
      if (layers.some((layer) => lackedTensors(layer, needs).length === 0)) continue;
      throw new InputError(name, `cannot be computed for ${trace}, which lacks the data`, place);
    }
  }
}

/** What became of the limits of an experiment. */
export interface LimitsOutcome {
  readonly crossed: readonly CrossedLimit[];
  /** Limits that say nothing, since a run did not compute their figure. */
  readonly notComputed: readonly Omit<CrossedLimit, "value">[];
}

/**
 * Holds the means of the runs against the limits.
 * @param summaries of each trace, of each run
 */
export function judgeLimits(
  limits: readonly Limit[],
  summaries: readonly (readonly RunSummary[])[],
): LimitsOutcome {
  const crossed: CrossedLimit[] = [];
  const notComputed: Omit<CrossedLimit, "value">[] = [];
  for (const { column, bound, value: limit } of limits) {
    for (const [trace, runs] of summaries.entries()) {
      for (const [run, summary] of runs.entries()) {
        const value = summary[column];
        const at = { trace, run, column, bound, limit };
        if (Number.isNaN(value)) notComputed.push(at);
        else if (isBeyond(bound === "at-most" ? "less" : "more", value, limit)) {
          crossed.push({ ...at, value });
        }
      }
    }
  }
  return { crossed, notComputed };
}
