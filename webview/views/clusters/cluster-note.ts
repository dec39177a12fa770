import { formatCount, formatShare } from "../../../src/shared/format/number";
import { fewestLines, type ClusterSet } from "../../state/details/cluster-set";

/**
 * All clusters of the head in a line: how many, how well they lie, how many of them are read.
 * @param read clusters that the step reads of
 * @param context tokens at the step
 */
export function clustersNote(set: ClusterSet, read: number, step: number, context: number): string {
  const { facts, sizes, lines } = set;
  const sum = (values: Iterable<number>) => [...values].reduce((all, value) => all + value, 0);
  const touched = sum(lines);
  const fewest = sum(sizes.map((_, cluster) => fewestLines(set, cluster)));
  const waiting = context - facts.clusteredTokens;
  return (
    `${formatCount(facts.clusters)} clusters of ${formatCount(sum(sizes))} tokens, ` +
    `${formatCount(read)} read at step ${step} · ${formatCount(waiting)} tokens wait · ` +
    `${formatShare(fewest / touched)} aligned: ${formatCount(touched)} lines, at least ${formatCount(fewest)}`
  );
}
