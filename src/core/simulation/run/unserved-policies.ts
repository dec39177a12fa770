import { stepColumnNames, stepFigures } from "../../figures/step-figures";
import { policies } from "../../policy/registry";
import { hasTensor, tensorLabels, type TensorName } from "../../trace/layer-tensors";
import type { TraceHeader } from "../../trace/trace";

/** What cannot be computed on a trace because tensors or steps are missing, one sentence each. */
export function describeLacks({
  layers,
  decodeSteps,
}: Pick<TraceHeader, "layers" | "decodeSteps">): string[] {
  const has = (need: TensorName) => layers.every((layer) => hasTensor(layer, need));
  const lacks: string[] = [];
  if (decodeSteps === 0) {
    lacks.push("There are no decode steps to simulate: fewer prompt tokens leave some.");
  }
  const figures = stepColumnNames.filter((name) => !stepFigures[name].needs.every(has));
  if (figures.length === 0) return lacks;
  const missing = (["keys", "queries", "values"] as const).filter(
    (need) => !has(need) && figures.some((name) => stepFigures[name].needs.includes(need)),
  );
  const blocked = policies.filter(({ needs }) => missing.some((need) => needs.includes(need)));
  const possible = policies.filter(({ needs }) => needs.every(has));
  const ids = (list: typeof policies) => list.map(({ id }) => id).join(", ");
  const labels = figures.map((name) => stepFigures[name].label.toLowerCase());
  const without = `Without ${enumerate(missing.map((need) => tensorLabels[need]))}`;
  const serves = blocked.length > 0 ? `; ${ids(blocked)} cannot run, ${ids(possible)} can` : "";
  const verb = figures.length === 1 ? "is" : "are";
  lacks.push(`${without}, ${enumerate(labels)} ${verb} not computed${serves}.`);
  return lacks;
}

function enumerate(parts: readonly string[]): string {
  const last = parts.length - 1;
  return last > 0 ? `${parts.slice(0, last).join(", ")} and ${parts[last]}` : parts.join("");
}
