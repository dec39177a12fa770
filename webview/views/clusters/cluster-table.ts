import { formatNumber } from "../../../src/shared/format/number";
import type { ClustersState } from "../../../src/shared/protocol";
import type { TableContent } from "../../parts/tables/table-content";
import { fewestLines, type ClusterSet } from "../../state/details/cluster-set";
import { windowAround } from "./cluster-order";

/** Most clusters that the table lists; the picked one is among them. */
const listedClusters = 20;

/** What stands at the top of the table. */
const captions: Readonly<Record<ClustersState["order"], string>> = {
  creation: "As they were made",
  size: "The largest",
  spread: "The widest",
  lines: "Most lines over the fewest",
};

/** How the table shows clusters. */
export interface TabledClusters {
  readonly order: ClustersState["order"];
  /** All, in that order. */
  readonly ordered: readonly number[];
  readonly picked: number | undefined;
  /** Tokens read of clusters at the step. */
  readonly read: ReadonlyMap<number, number>;
}

/** The first clusters of an order in figures, one a row, each to be picked. */
export function clusterTable(
  set: ClusterSet,
  { order, ordered, picked, read }: TabledClusters,
  onPick: (cluster: number) => void,
): TableContent {
  const { from, clusters } = windowAround(ordered, picked, listedClusters);
  const rows = from > 0 ? `rows ${from + 1} to ${from + clusters.length}` : `${clusters.length}`;
  return {
    caption: `${captions[order]}, ${rows} of ${ordered.length}.`,
    columns: [
      { label: "cluster" },
      { label: "tokens" },
      { label: "read", meaning: "of its tokens at the shown step" },
      { label: "lines", meaning: "distinct lines that hold its tokens" },
      { label: "least", meaning: `tokens / ${set.facts.slotsPerLine}, rounded up` },
      { label: "spread", meaning: "root mean square distance of unit keys to their mean" },
    ],
    rows: clusters.map((cluster) => ({
      head: {
        text: `${cluster}`,
        note: "",
        pick: {
          id: `pick-cluster-${cluster}`,
          isPicked: cluster === picked,
          onPick: () => onPick(cluster),
        },
      },
      cells: [
        `${set.sizes[cluster]}`,
        `${read.get(cluster) ?? 0}`,
        `${set.lines[cluster]}`,
        `${fewestLines(set, cluster)}`,
        formatNumber(set.spreads[cluster]),
      ],
      marked: cluster === picked,
    })),
  };
}
