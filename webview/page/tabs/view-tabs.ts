import type { TraceHeader, ViewName } from "../../../src/shared/protocol";
import type { Tab } from "../../parts/dom/tabs";

/** The views in the order of their tabs, each with the question that it answers. */
export const viewTabs: readonly Tab<ViewName>[] = [
  { name: "banks", label: "Banks", meaning: "Where are work and wasted reads?" },
  { name: "time", label: "Time", meaning: "What does a step cost, and why?" },
  { name: "timeline", label: "Timeline", meaning: "What do the buses do?" },
  { name: "tokens", label: "Tokens", meaning: "What was read, and what was missed?" },
  { name: "clusters", label: "Clusters", meaning: "Are clusters tight, and aligned to lines?" },
  { name: "trade-off", label: "Trade-off", meaning: "What is paid for what quality?" },
];

/** Why views cannot show anything of a layer. */
export function whyNot(header: TraceHeader, layer: number): Partial<Record<ViewName, string>> {
  if (header.decodeSteps === 0) {
    const reason = "The trace has no decode steps, so there is nothing to simulate.";
    return Object.fromEntries(viewTabs.map(({ name }) => [name, reason]));
  }
  const found = header.layers.find(({ id }) => id === layer);
  return found?.hasKeys === false ? { clusters: "The layer has no keys to be clustered." } : {};
}
