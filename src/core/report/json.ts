import type { Figure } from "../figures/figure";
import type { SimulationPlan } from "../simulation/run/configuration";
import { reportedColumn, reportedFigures, reportedNames } from "../figures/reported-figures";
import type { HeadResult } from "../simulation/run/result";
import { summarise } from "../figures/means";
import { inOrder } from "../figures/means";
import { jsonOfColumn, jsonWithFigures } from "./json-figures";

/**
 * Results as JSON, in parts that together are one document: `trace` (its name), `columns` (unit and
 * meaning of each figure), `scope`, `runs` (each configuration with the mean of every figure) and
 * `heads` (per run and query head one list of figures over the steps per column). A figure that
 * could not be computed is null, an infinite one is the text "Infinity" or "-Infinity".
 * @param trace name of the simulated file
 */
export function* resultsJsonParts(
  trace: string,
  plan: SimulationPlan,
  heads: readonly HeadResult[],
): Generator<string> {
  const runs = plan.runs.map((run, index) => ({
    ...run,
    mean: summarise(heads.filter((head) => head.run === index)),
  }));
  const front = { format: "kvtrace-results", version: 1, trace, columns: columnMeanings() };
  const start = jsonWithFigures({ ...front, scope: plan.scope, runs });
  yield `${start.slice(0, -1)},"heads":[`;
  let separator = "\n";
  for (const head of inOrder(heads)) {
    yield separator;
    yield* headParts(head);
    separator = ",\n";
  }
  yield "\n]}\n";
}

function* headParts(head: HeadResult): Generator<string> {
  const { run, layer, kvHead, queryHead, fromStep, steps } = head;
  const start = JSON.stringify({ run, layer, kvHead, queryHead, fromStep, steps });
  yield `${start.slice(0, -1)},"columns":{`;
  for (const [index, name] of reportedNames.entries()) {
    const figures = jsonOfColumn(reportedColumn(name, head.columns));
    yield `${index === 0 ? "" : ","}${JSON.stringify(name)}:${figures}`;
  }
  yield "}}";
}

function columnMeanings(): Record<string, Pick<Figure, "unit" | "meaning">> {
  return Object.fromEntries(
    reportedNames.map((name) => {
      const { unit, meaning } = reportedFigures[name];
      return [name, { unit, meaning }];
    }),
  );
}
