import { fewestLines, type ClusterSet } from "../../state/details/cluster-set";
import { formatNumber } from "../../parts/format/number";
import type { TableContent } from "../../parts/tables/table-content";
import { windowAround } from "./cluster-order";

/** Most clusters that a table lists; the picked one is among them. */
const listedClusters = 200;

/** The clusters in figures, one a row. */
export function clusterTable(
  set: ClusterSet,
  ordered: readonly number[],
  picked: number | undefined,
): TableContent {
  const { from, clusters } = windowAround(ordered, picked, listedClusters);
  const some =
    clusters.length < ordered.length
      ? `, rows ${from + 1} to ${from + clusters.length} of ${ordered.length}`
      : "";
  return {
    caption: `Clusters at step ${set.request.step}${some}.`,
    columns: [
      { label: "cluster" },
      { label: "tokens" },
      { label: "spread", meaning: "root mean square distance of unit keys to their mean" },
      { label: "lines", meaning: "distinct lines that hold its tokens" },
      { label: "fewest lines", meaning: `tokens / ${set.facts.slotsPerLine}, rounded up` },
      { label: "rows of keys", meaning: "distinct DRAM rows that hold its keys" },
    ],
    rows: clusters.map((cluster) => ({
      head: `${cluster}`,
      cells: [
        `${set.sizes[cluster]}`,
        formatNumber(set.spreads[cluster]),
        `${set.lines[cluster]}`,
        `${fewestLines(set, cluster)}`,
        `${set.keyRows[cluster]}`,
      ],
      marked: cluster === picked,
    })),
  };
}
