import { bytesPerRow, cutColumns } from "../../columns";
import { softmax } from "../../kernels/softmax";
import type { HeadData } from "../../policy/policy";
import { kvHeadOf, type Trace } from "../../trace/trace";
import type { DetailQuestion } from "./detail";
import type { SelectionPart, SelectionRequest, TokenPlacesPart } from "./detail-parts";
import type { AnswerHooks } from "./answer-hooks";
import type { KeptHead, KeptHeads } from "./kept-heads";
import { locateAll } from "./locate-all";
import { MissedTokenFinder, mostMissed } from "./missed-tokens";
import { selectionCapacity, SelectionWriter } from "./selection-writer";
import { clusterOfTokens, noCluster } from "./token-cluster";

/**
 * Selects as a simulation does, and tells every selected token with its mass, slot and cluster, and
 * so the heaviest of those that were not selected; then where every token lies at the last step.
 * @param entries of one part at most
 */
export async function detailSelection(
  trace: Trace,
  question: DetailQuestion<SelectionRequest>,
  heads: KeptHeads,
  hooks: AnswerHooks<SelectionPart | TokenPlacesPart>,
  entries = selectionCapacity,
): Promise<undefined> {
  const { layer, queryHead } = question.request;
  const head = await heads.read(trace, layer, kvHeadOf(trace.header, queryHead));
  if (hooks.shouldStop()) return;
  detailHeadSelection(head, question, hooks, entries);
}

/**
 * Does so for a head that has been read: several of its query heads share its clusters.
 * @param most missed tokens that are listed of a step; 0 tells of what was read alone
 */
export function detailHeadSelection(
  kept: KeptHead,
  { request, device }: DetailQuestion<SelectionRequest>,
  hooks: AnswerHooks<SelectionPart | TokenPlacesPart>,
  entries: number,
  most = mostMissed,
): void {
  const { run, queryHead, fromStep, toStep } = request;
  const head = kept.data;
  const member = head.queryHeads.indexOf(queryHead);
  const placed = kept.place(run, device);
  const { policy, placement, shape } = placed;
  const tokens = head.promptTokens + head.decodeSteps;
  const clusters = head.keys.length > 0 ? placed.clusters() : undefined;
  const clusterOf = clusters && clusterOfTokens(clusters, tokens);
  const clusterSource = !clusters ? "none" : policy.clusters ? "policy" : "starc";
  const { slotsPerLine } = shape;
  const writerOf = (of: SelectionPart["of"]) =>
    new SelectionWriter({ of, clusterSource, slotsPerLine }, entries, hooks.onPart);
  const [read, missed] = [writerOf("read"), writerOf("missed")];
  const finder = new MissedTokenFinder(tokens, most);
  const slots = new Uint32Array(tokens);
  const massOf = massReader(head, member);
  for (let step = fromStep; step < toStep; step++) {
    if (hooks.shouldStop()) return;
    const context = head.promptTokens + step + 1;
    // Policies reuse their arrays, and so may what is asked for below.
    const selection = policy.select(member, step).slice();
    const mass = massOf(step);
    const clustered = clusters?.clusteredTokens(context) ?? 0;
    const tell = (writer: SelectionWriter, listed: Uint32Array, total: number) => {
      placement.locate(listed, context, slots);
      writer.startStep(step, placement.slotCount(context), total);
      for (const [i, token] of listed.entries()) {
        const cluster = clusterOf && token < clustered ? clusterOf[token] : noCluster;
        writer.add(token, mass ? mass[token] : NaN, slots[i], cluster);
      }
    };
    const massRead = mass ? selection.reduce((sum, token) => sum + mass[token], 0) : NaN;
    tell(read, selection, massRead);
    if (most === 0) continue;
    if (!mass) tell(missed, new Uint32Array(0), NaN);
    else {
      const unread = finder.find(mass, context, selection);
      tell(missed, unread.tokens, unread.mass);
    }
  }
  read.finish();
  missed.finish();
  if (most === 0) return;
  const context = head.promptTokens + toStep;
  const places = {
    clusters: new Int32Array(context).fill(noCluster),
    slots: locateAll(placement, context),
  };
  const clustered = clusters?.clusteredTokens(context) ?? 0;
  if (clusterOf) places.clusters.set(clusterOf.subarray(0, clustered));
  for (const { from, columns } of cutColumns(places, { most: bytesPerRow(places) * entries })) {
    hooks.onPart({ kind: "tokenPlaces", from, ...columns });
  }
}

/** The full softmax at a step, by token; valid until the next call. */
function massReader(head: HeadData, member: number): (step: number) => Float64Array | undefined {
  if (head.keys.length === 0 || head.queries.length === 0) return () => undefined;
  const mass = new Float64Array(head.promptTokens + head.decodeSteps);
  return (step) => {
    const scores = head.scores(member, step);
    softmax(scores, scores.length, head.softmaxScale, mass);
    return mass;
  };
}
