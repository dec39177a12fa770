import type { ViewState } from "../../../src/shared/protocol";
import { rangeText } from "../view/step-range";

/** Over what the figures of runs are means, in words. */
export function scopeText({ layer, queryHead, step, stepRange, scope }: ViewState): string {
  const head = scope.heads === "mean" ? "mean of the query heads" : `query head ${queryHead}`;
  const one = scope.steps === "mean" ? "mean of all steps" : `step ${step}`;
  const steps = stepRange ? `mean of ${rangeText(stepRange)}` : one;
  return `Layer ${layer}, ${head}, ${steps}; one query head on one channel.`;
}
