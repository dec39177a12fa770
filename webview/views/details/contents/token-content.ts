import { formatCount, formatRatio, formatShare } from "../../../../src/shared/format/number";
import { clampedText } from "../../../parts/format/visible-text";
import { findToken, type SelectionSet } from "../../../state/details/selection-set";
import { slotOfToken } from "../../../state/details/slots-of-picked";
import { describeSlot, laneMeaning } from "../../../state/details/slot-words";
import type { DetailContent, DetailFigure } from "../detail-content";
import { detailFigure, waiting, type DetailNeeds } from "./needs";
import { bankChips, clusterChips } from "./place-chips";

/** Letters of a word in a title. */
const titleLetters = 24;

/** What a token is to the shown query head. */
export function tokenContent(token: number, { state, words }: DetailNeeds): DetailContent {
  const { view, trace, selection } = state;
  const { promptTokens } = trace.header;
  const text = words.text(token);
  const title = text === undefined ? `Token ${token}` : `“${clampedText(text, titleLetters)}”`;
  const part = token < promptTokens ? "prompt" : `decoded at step ${token - promptTokens}`;
  const path = text === undefined ? part : `token ${token} · ${part}`;
  const set = selection.shown;
  if (!set) return waiting(title, path, selection.problem ?? "");
  const found = findToken(set, view.step, token);
  const isKnown = token < set.slotOf.length;
  const slot = slotOfToken(set, view.step, token);
  const cluster = found?.cluster ?? (isKnown ? set.clusterOf[token] : -1);
  return {
    title,
    path: slot !== undefined ? `${path} · ${describeSlot(slot, set.slotsPerLine)}` : path,
    status: token > promptTokens + view.step ? "Not there yet at the shown step." : "",
    isBusy: false,
    figures: tokenFigures(set, token, view.step, promptTokens),
    chips: [
      { title: "Cluster", chips: clusterChips(cluster) },
      { title: "Banks", chips: slot !== undefined ? bankChips(state, set, [slot]) : [] },
    ],
    tokens: { title: "In its context", tokens: [token] },
    links: ["tokens", "clusters", "banks"],
  };
}

function tokenFigures(
  set: SelectionSet,
  token: number,
  step: number,
  promptTokens: number,
): DetailFigure[] {
  const { fromStep, toStep } = set.request;
  const steps = { read: 0, missed: 0 };
  let mass = 0;
  for (let each = fromStep; each < toStep; each++) {
    const found = findToken(set, each, token);
    if (!found) continue;
    steps[found.isRead ? "read" : "missed"]++;
    if (found.isRead) mass += found.mass;
  }
  const now = findToken(set, step, token);
  const all = formatCount(toStep - fromStep);
  const share = now ? formatShare(now.mass) : "hardly any";
  const ratio = now ? formatRatio(now.mass * (promptTokens + step + 1)) : "";
  return [
    detailFigure(
      "tokenMass",
      now && !now.isRead ? "Attention missed" : "Attention",
      share,
      `share of the full softmax at step ${step}; as multiple of an even share`,
      ratio,
    ),
    detailFigure(
      "tokenNow",
      "At this step",
      now ? (now.isRead ? "read" : "missed") : "not read",
      "missed: not read, with more than an even share of the attention",
    ),
    detailFigure(
      "tokenReads",
      "Read at",
      `${formatCount(steps.read)} of ${all} steps`,
      `of steps ${fromStep} to ${toStep - 1}`,
    ),
    detailFigure(
      "tokenMisses",
      "Missed at",
      `${formatCount(steps.missed)} of ${all} steps`,
      `steps that did not read it though it had more than an even share; a lane is ${laneMeaning}`,
    ),
    detailFigure(
      "tokenMeanMass",
      "Mean when read",
      formatShare(mass / steps.read),
      "mean share of the attention over the steps that read it",
    ),
  ];
}
