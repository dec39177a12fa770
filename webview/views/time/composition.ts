import type { ViewState } from "../../../src/shared/protocol";
import type { ResultSet } from "../../state/results/result-set";
import type { RunSummary } from "../../state/runs/run-summaries";
import { summariseSteps } from "../../state/runs/summary";
import type { Component } from "./components";
import { costKind, factorOf } from "./cost-content";

/** What each step of one run costs, part by part. */
export interface Composition {
  readonly name: string;
  /** The run's place among the colours of runs. */
  readonly colour: number;
  readonly unit: string;
  readonly parts: readonly Component[];
  /** Values of every step, one list per part. */
  readonly values: readonly Float64Array[];
  readonly steps: number;
  /** The dearest step. */
  readonly most: number;
}

export function compositionOf(run: RunSummary, results: ResultSet, view: ViewState): Composition {
  const { parts, unit } = costKind(view.time);
  const factor = factorOf(view.time, run);
  const values = parts.map(({ column }) =>
    // What a step lacks takes nothing of it.
    summariseSteps(results, run.index, view, column).map((value) => (value || 0) * factor),
  );
  const steps = Math.max(0, ...values.map(({ length }) => length));
  let most = 0;
  for (let step = 0; step < steps; step++) {
    most = Math.max(
      most,
      values.reduce((sum, part) => sum + part[step], 0),
    );
  }
  const colour = view.runStyles.at(run.index)?.colour ?? 0;
  return { name: run.name, colour, unit, parts, values, steps, most };
}

/**
 * What a picture of so many columns shows: upper ends of the parts, from the lowest on, as the means
 * of the steps in each column.
 */
export function stackedColumns({ values, steps }: Composition, columns: number): Float64Array[] {
  const below = new Float64Array(columns);
  return values.map((part) => {
    for (let column = 0; column < columns; column++) {
      const from = Math.floor((column * steps) / columns);
      const to = Math.max(from + 1, Math.floor(((column + 1) * steps) / columns));
      let sum = 0;
      for (let step = from; step < to; step++) sum += part[step];
      below[column] += sum / (to - from);
    }
    return below.slice();
  });
}
