import { energyModelLabels, nameRuns } from "../../src/shared/run-names";
import type { PageState } from "./page-state";

/** What is simulated, in words, so that a picture alone can be repeated. */
export function configurationLines({ trace, view }: PageState): string[] {
  const { header } = trace;
  // Told by the file, of any length: on a line of its own it shortens nothing else.
  const model = header.facts.model === undefined ? [] : [`Model: ${header.facts.model}`];
  const names = nameRuns(view.runs, trace.catalog);
  return [
    `${trace.name}: ${header.tokens} tokens, ${header.decodeSteps} decode steps, ` +
      `${header.queryHeads} query heads, ${header.kvHeads} KV heads of ${header.headDimension}`,
    ...model,
    `Layer ${view.layer}, KV head ${view.kvHead}, query head ${view.queryHead}, step ${view.step}`,
    ...view.runs.map((run, index) => {
      const charges = [
        run.chargeIndex ? "index charged" : "index free",
        run.chargeClustering ? "clustering charged" : "clustering free",
      ];
      const parameters = Object.entries(run.parameters).map(([name, value]) => `${name} ${value}`);
      const parts = [
        `budget ${run.budget}`,
        ...parameters,
        run.placement,
        run.device,
        ...charges,
        `energy ${energyModelLabels[run.energyModel]}`,
      ];
      return `${names[index]}: ${parts.join(", ")}`;
    }),
  ];
}
