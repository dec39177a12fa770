import {
  formatCount,
  formatNumber,
  formatRatio,
  formatShare,
} from "../../../../src/shared/format/number";
import type { ClusterSet } from "../../../state/details/cluster-set";
import { findToken, type SelectionSet } from "../../../state/details/selection-set";
import { tokensOfCluster } from "../../../state/details/slots-of-picked";
import { clusterNote } from "../../../state/details/slot-words";
import type { DetailContent, DetailFigure } from "../detail-content";
import { detailFigure, waiting, type DetailNeeds } from "./needs";
import { bankChips } from "./place-chips";

/** What a cluster holds, where that lies, and what the shown step reads of it. */
export function clusterContent(cluster: number, { state }: DetailNeeds): DetailContent {
  const { view, selection, clusters } = state;
  const title = `Cluster ${cluster}`;
  const path = `layer ${view.layer} · KV head ${view.kvHead}`;
  const set = selection.shown;
  if (!set) return waiting(title, path, selection.problem ?? "");
  const tokens = tokensOfCluster(set, cluster);
  const slots = tokens.map((token) => set.slotOf[token]);
  const none = tokens.length === 0 ? "There is no such cluster at these steps." : "";
  return {
    title,
    path,
    status: none || clusterNote(set.clusterSource, "This run"),
    isBusy: false,
    figures: [
      ...sizeFigures(set, tokens, slots),
      ...spreadFigures(clusters.shown, cluster),
      ...readFigures(set, view.step, tokens),
    ],
    chips: [{ title: "Banks", chips: bankChips(state, set, slots) }],
    tokens: { title: `Its tokens: ${formatCount(tokens.length)}`, tokens },
    links: ["clusters", "tokens", "banks"],
  };
}

function sizeFigures(
  set: SelectionSet,
  tokens: readonly number[],
  slots: readonly number[],
): DetailFigure[] {
  const inClusters = set.clusterOf.filter((own) => own >= 0).length;
  const count = new Set(set.clusterOf.filter((own) => own >= 0)).size;
  const lines = new Set(slots.map((slot) => Math.floor(slot / set.slotsPerLine))).size;
  const least = Math.ceil(tokens.length / set.slotsPerLine);
  return [
    detailFigure(
      "clusterSize",
      "Tokens",
      formatCount(tokens.length),
      "tokens of the cluster; as multiple of the mean of all clusters",
      formatRatio((tokens.length * count) / inClusters),
    ),
    detailFigure(
      "clusterLines",
      "Lines",
      `${lines} of least ${least}`,
      "distinct lines that hold its tokens, and the fewest possible",
      formatRatio(lines / least),
    ),
  ];
}

function spreadFigures(set: ClusterSet | undefined, cluster: number): DetailFigure[] {
  if (!set || cluster >= set.spreads.length) return [];
  const known = set.spreads.filter((spread) => !Number.isNaN(spread));
  const mean = known.reduce((sum, spread) => sum + spread, 0) / known.length;
  const meaning = "root mean square distance of its unit keys to their mean, 0 .. 1";
  const spread = set.spreads[cluster];
  return [
    detailFigure(
      "clusterSpread",
      "Spread",
      formatNumber(spread),
      meaning,
      formatRatio(spread / mean),
    ),
  ];
}

function readFigures(set: SelectionSet, step: number, tokens: readonly number[]): DetailFigure[] {
  let read = 0;
  let mass = 0;
  let missed = 0;
  for (const token of tokens) {
    const found = findToken(set, step, token);
    if (found?.isRead) {
      read++;
      mass += found.mass;
    } else missed += found?.mass ?? 0;
  }
  const share = `${formatCount(read)} of ${formatCount(tokens.length)}`;
  return [
    detailFigure("clusterRead", "Read now", share, `of its tokens at step ${step}`),
    detailFigure(
      "clusterMass",
      "Attention read",
      formatShare(mass),
      `share of the full softmax that its tokens have which are read; missed: ${formatShare(missed)}`,
    ),
  ];
}
