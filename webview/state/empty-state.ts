import type { SimulationState } from "./page-state";

/** Why a view has nothing to show yet, in words; undefined where the first results are there. */
export function emptyStateText(
  { phase, results }: SimulationState,
  decodeSteps: number,
): string | undefined {
  if (results && results.heads.length > 0) return undefined;
  if (decodeSteps === 0) return "The trace has no decode steps, so there is nothing to simulate.";
  switch (phase) {
    case "idle":
      return "Not simulated yet.";
    case "running":
      return "Simulating. Results appear here as the heads are done.";
    case "cancelled":
      return "Cancelled before the first result. Simulate again from the bar at the top.";
    case "failed":
      return "The simulation failed before its first result; the message above says why.";
    case "complete":
      return "No results.";
  }
}
