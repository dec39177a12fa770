import type { DetailState } from "./detail-loader";

/** Why there is nothing to see yet, in words; undefined where there is. */
export function detailText(
  { phase, shown, problem }: DetailState<unknown>,
  decodeSteps: number,
): string | undefined {
  if (decodeSteps === 0) return "The trace has no decode steps, so there is nothing to show.";
  if (phase === "failed") return problem;
  return shown ? undefined : "Reading the head. The picture appears when it is there.";
}
