import { shownFigure as figure, type ShownFigure } from "../../parts/figures/shown-figure";
import { findEntry, type SelectionSet } from "../../state/details/selection-set";
import { describeCluster, describeSlot, laneMeaning } from "../../state/details/slot-words";
import { formatCount, formatNumber, formatShare } from "../../parts/format/number";

/** What a step read, in figures. */
export function readFigures(set: SelectionSet, step: number, context: number): ShownFigure[] {
  const row = step - set.request.fromStep;
  const [from, to] = [set.offsets[row], set.offsets[row + 1]];
  const slots = set.slots.subarray(from, to);
  const lines = new Set(Array.from(slots, (slot) => Math.floor(slot / set.slotsPerLine))).size;
  const clusters = new Set(set.clusters.subarray(from, to).filter((cluster) => cluster >= 0)).size;
  const unclustered = set.clusters.subarray(from, to).filter((cluster) => cluster < 0).length;
  const share = formatShare((to - from) / context);
  return [
    figure("read", "Tokens read", formatCount(to - from), "tokens that the policy selected"),
    figure("readShare", "Of the context", share, "tokens read / tokens of the context"),
    figure(
      "readLines",
      "Lines touched",
      formatCount(lines),
      `lines of ${set.slotsPerLine} slots that hold them`,
    ),
    figure("readClusters", "Clusters touched", formatCount(clusters), "clusters they belong to"),
    figure(
      "readOutside",
      "In no cluster",
      formatCount(unclustered),
      "tokens read that are sinks or wait to be clustered",
    ),
  ];
}

/** One token at the shown step and over the steps of the picture. */
export function tokenFigures(set: SelectionSet, step: number, token: number): ShownFigure[] {
  const { fromStep, toStep } = set.request;
  let reads = 0;
  let mass = 0;
  for (let s = fromStep; s < toStep; s++) {
    const entry = findEntry(set, s, token);
    if (entry === undefined) continue;
    reads++;
    mass += set.mass[entry];
  }
  const entry = findEntry(set, step, token);
  const now = entry === undefined ? "not read" : formatNumber(set.mass[entry]);
  const figures = [
    figure(
      "tokenMass",
      `Mass at step ${step}`,
      now,
      "share of the full softmax, where it was read",
    ),
    figure(
      "tokenReads",
      "Read at",
      `${reads} of ${toStep - fromStep} steps`,
      "steps of the picture",
    ),
    figure("tokenMeanMass", "Mean mass", formatNumber(mass / reads), "over the steps that read it"),
  ];
  if (entry === undefined) return figures;
  const place = describeSlot(set.slots[entry], set.slotsPerLine);
  return [
    ...figures,
    figure("tokenSlot", "Lies in", place, `slot at the shown step; a lane is ${laneMeaning}`),
    figure("tokenCluster", "Belongs to", describeCluster(set.clusters[entry]), "at the shown step"),
  ];
}
