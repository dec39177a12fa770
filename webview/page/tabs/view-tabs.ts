import type { ViewName } from "../../../src/shared/protocol";
import type { Tab } from "../../parts/dom/tabs";

/** The views in the order of their tabs, each with the question that it answers. */
export const viewTabs: readonly Tab<ViewName>[] = [
  { name: "banks", label: "Banks", meaning: "Where are work and wasted reads?" },
  { name: "time", label: "Time", meaning: "What does a step cost, and why?" },
  { name: "timeline", label: "Timeline", meaning: "What do the buses do?" },
  { name: "tokens", label: "Tokens", meaning: "What was read, and what was missed?" },
  { name: "clusters", label: "Clusters", meaning: "Are clusters tight, and aligned to lines?" },
  { name: "trade-off", label: "Trade-off", meaning: "What is paid for what quality?" },
  { name: "file", label: "File", meaning: "What is in the file?" },
];
