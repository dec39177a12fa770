import type { ViewState } from "../../../src/shared/protocol";

/** Over what the figures of runs are means, in words. */
export function scopeText({ layer, queryHead, step, scope }: ViewState): string {
  const head = scope.heads === "mean" ? "mean of the query heads" : `query head ${queryHead}`;
  const steps = scope.steps === "mean" ? "mean of all steps" : `step ${step}`;
  return `Layer ${layer}, ${head}, ${steps}; one query head on one channel.`;
}
