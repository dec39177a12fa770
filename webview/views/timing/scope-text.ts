import type { ViewState } from "../../../src/shared/protocol";

/** Over what the figures of runs are means, in words. */
export function scopeText({ layer, queryHead, step, timing }: ViewState): string {
  const head = timing.heads === "mean" ? "mean of the query heads" : `query head ${queryHead}`;
  const steps = timing.steps === "mean" ? "mean of all steps" : `step ${step}`;
  return `Layer ${layer}, ${head}, ${steps}; one query head on one channel.`;
}
