import { loadMetrics, usefulShare, type LoadColumn } from "../../../../src/shared/figures";
import type { BankPlace, BankTokens, HeadResult } from "../../../../src/shared/protocol";
import {
  formatCount,
  formatNumber,
  formatRatio,
  formatShare,
} from "../../../../src/shared/format/number";
import { stackOf, type StackShape } from "../../../state/bank-address";
import type { PageState } from "../../../state/page-state";
import type { Chip, DetailContent, DetailFigure } from "../detail-content";
import { rangeList } from "../range-list";
import { detailFigure, waiting, type DetailNeeds } from "./needs";

/** Most clusters that are listed, those with most tokens first. */
const listedClusters = 8;

/** What the shown run reads in a bank at the shown step. */
export function bankContent(place: BankPlace, { state }: DetailNeeds): DetailContent {
  const { view, trace, bankTokens } = state;
  const { channel, bank } = place;
  const title = `Channel ${channel} · bank ${bank}`;
  const stack = stackOf(trace.catalog, view.runs.at(view.shownRun));
  if (!stack) return waiting(title, "", "The device of this run is not known any more.");
  if (!stack.has(place)) {
    const { channels, banksPerChannel } = stack;
    const shape = `${channels} channels of ${banksPerChannel} banks`;
    return waiting(title, "", `The device of this run has no such bank: it has ${shape}.`);
  }
  const path = stack.describe(bank).replaceAll(", ", " · ");
  if (stack.headsOfChannel(trace.header.kvHeads, channel).length === 0) {
    return waiting(title, path, "Holds no KV head of the layer.");
  }
  const heads = bankTokens.kind === "complete" ? bankTokens.heads : [];
  const shown = heads.find(({ queryHead }) => queryHead === view.queryHead) ?? heads.at(0);
  return {
    title,
    path,
    status: bankTokens.kind === "failed" ? bankTokens.reason : "",
    isBusy: shown === undefined && bankTokens.kind !== "failed",
    figures: [...loadFigures(state, stack, place), ...(shown ? rowFigures(shown, heads) : [])],
    chips: shown ? [{ title: clusterTitles[shown.clusterSource], chips: clusterChips(shown) }] : [],
    tokens: shown && {
      title: `Tokens that query head ${shown.queryHead} reads here: ${formatCount(shown.count)}`,
      tokens: [...shown.tokens],
    },
    links: ["banks", "tokens", "clusters", "timeline"],
  };
}

const clusterTitles = { none: "Clusters", policy: "Clusters", starc: "Clusters (STARC's)" };

function clusterChips({ clusters, clusterCounts }: BankTokens): Chip[] {
  const most = Array.from(clusters, (cluster, at) => ({ cluster, count: clusterCounts[at] }))
    .filter(({ cluster }) => cluster >= 0)
    .sort((a, b) => b.count - a.count || a.cluster - b.cluster);
  return most.slice(0, listedClusters).map(({ cluster, count }) => ({
    text: count > 1 ? `${cluster} ×${count}` : `${cluster}`,
    meaning: `Cluster ${cluster}: ${count} of the tokens read here`,
    picks: { kind: "cluster", cluster },
  }));
}

function rowFigures(
  { keyRows, valueRows }: BankTokens,
  heads: readonly BankTokens[],
): DetailFigure[] {
  const tokens = heads.reduce((sum, { count }) => sum + count, 0);
  const byHead = heads.map(({ queryHead, count }) => `${queryHead}: ${count}`).join(", ");
  const rows = `${formatCount(keyRows.length)} K + ${formatCount(valueRows.length)} V`;
  const meaning = `rows that hold them: of keys ${rangeList(keyRows)}; of values ${rangeList(valueRows)}`;
  return [
    detailFigure("bankTokens", "Tokens read", formatCount(tokens), `by query head: ${byHead}`),
    detailFigure("bankRows", "Rows", rows, meaning),
  ];
}

/** Loads of a bank by all heads of its channel, beside the mean of the channel's banks. */
function loadFigures(
  { simulation, view }: PageState,
  stack: StackShape,
  { channel, bank }: BankPlace,
): DetailFigure[] {
  const heads = (simulation.results?.ofRun(view.shownRun) ?? []).filter(
    ({ kvHead }) => stack.channelOf(kvHead) === channel,
  );
  const load = (column: LoadColumn) =>
    loadOf(heads, column, view.step, bank / stack.banksPerChannel);
  const counted = (column: LoadColumn, label: string) => {
    const { own, mean } = load(column);
    const ratio = formatRatio(own / mean);
    const { meaning, unit } = loadMetrics[column];
    return detailFigure(column, label, formatNumber(own), `${meaning}, in ${unit}`, ratio);
  };
  if (heads.length === 0) return [];
  const [useful, read] = [load("columnsUseful"), load("columnsRead")];
  const share = usefulShare(useful.own, read.own);
  const { label, meaning } = loadMetrics.usefulShare;
  const ratio = formatRatio(share / usefulShare(useful.mean, read.mean));
  return [
    counted("columnsRead", "Columns read"),
    detailFigure("usefulShare", label, formatShare(share), meaning, ratio),
    counted("rowsOpened", "Rows opened"),
    counted("busyCycles", "Busy cycles"),
  ];
}

/** @param at place of the bank among those of its channel, 0 .. 1 */
function loadOf(heads: readonly HeadResult[], column: LoadColumn, step: number, at: number) {
  let own = 0;
  let all = 0;
  for (const { unitsPerChannel, loads, fromStep } of heads) {
    const row = (step - fromStep) * unitsPerChannel;
    own += loads[column][row + Math.floor(at * unitsPerChannel)];
    const units = loads[column].subarray(row, row + unitsPerChannel);
    all += units.reduce((sum, value) => sum + value, 0) / unitsPerChannel;
  }
  return { own, mean: all };
}
