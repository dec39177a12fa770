import { shownFigure as figure, type ShownFigure } from "../../parts/figures/shown-figure";
import { fewestLines, type ClusterSet } from "../../state/details/cluster-set";
import { formatCount, formatNumber, formatShare } from "../../parts/format/number";

/** All clusters of the head in figures. */
export function headClusterFigures(set: ClusterSet): ShownFigure[] {
  const { facts, sizes, spreads, lines } = set;
  const waiting = facts.context - facts.clusteredTokens;
  const clustered = sum(sizes);
  const touched = sum(lines);
  const fewest = Array.from(sizes, (_, cluster) => fewestLines(set, cluster)).reduce(
    (all, count) => all + count,
    0,
  );
  // Larger clusters count more, as in the sum of squares that k-means makes small.
  const squares = spreads.reduce(
    (all, spread, cluster) => all + (sizes[cluster] > 0 ? sizes[cluster] * spread ** 2 : 0),
    0,
  );
  return [
    figure("clusters", "Clusters", formatCount(facts.clusters), "that exist at the step"),
    figure("clustered", "Tokens in clusters", formatCount(clustered), "each in exactly one"),
    figure("waiting", "Tokens waiting", formatCount(waiting), "for their window to fill"),
    figure("sinks", "Sinks", formatCount(facts.sinks), "first tokens, always read, in no cluster"),
    figure(
      "meanSize",
      "Mean size",
      formatNumber(clustered / facts.clusters),
      "tokens in clusters / clusters",
    ),
    figure(
      "spread",
      "Spread",
      formatNumber(Math.sqrt(squares / clustered)),
      "root mean square distance of unit keys to their cluster's mean; 0 is all alike, 1 is none",
    ),
    figure(
      "lines",
      "Lines touched",
      `${formatCount(touched)} of at least ${formatCount(fewest)}`,
      `distinct lines of each cluster, added up; the fewest possible are size / ${facts.slotsPerLine}, rounded up`,
    ),
    figure(
      "alignment",
      "Alignment",
      formatShare(fewest / touched),
      "fewest lines possible / lines touched; 100 % wastes no read of a whole cluster",
    ),
    figure(
      "variance",
      "Variance shown",
      formatShare(facts.shares[0] + facts.shares[1]),
      "share of the variance of the keys' directions that the projection keeps",
    ),
  ];
}

/** One cluster in figures. */
export function clusterFigures(set: ClusterSet, cluster: number): ShownFigure[] {
  const size = set.sizes[cluster];
  return [
    figure("clusterSize", "Tokens", formatCount(size), "tokens of the cluster"),
    figure(
      "clusterSpread",
      "Spread",
      formatNumber(set.spreads[cluster]),
      "root mean square distance of its unit keys to their mean",
    ),
    figure(
      "clusterLines",
      "Lines touched",
      `${set.lines[cluster]} of at least ${fewestLines(set, cluster)}`,
      "distinct lines that hold its tokens, and the fewest possible",
    ),
    figure(
      "clusterRows",
      "Rows of keys",
      formatCount(set.keyRows[cluster]),
      "distinct DRAM rows that hold its keys",
    ),
  ];
}

function sum(values: Uint32Array): number {
  return values.reduce((all, value) => all + value, 0);
}
