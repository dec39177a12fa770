/** Where a slot is: its line and its place in the line, which is its lane. */
export function describeSlot(slot: number, slotsPerLine: number): string {
  return `slot ${slot}: line ${Math.floor(slot / slotsPerLine)}, lane ${slot % slotsPerLine}`;
}

/** What the slots of a line lie in. */
export const laneMeaning = "a bank group, or a pseudo-channel where the units sit on the base die";

/** Which cluster a token is in. */
export function describeCluster(cluster: number): string {
  return cluster < 0 ? "in no cluster" : `cluster ${cluster}`;
}

/** Whose clusters a view shows, where they are not the run's own. */
export function clusterNote(source: "policy" | "starc" | "none", runName: string): string {
  switch (source) {
    case "policy":
      return "";
    case "starc":
      return `${runName} chooses from no clusters here: those shown are STARC's of this head.`;
    case "none":
      return "The layer has no keys, so there are no clusters.";
  }
}
