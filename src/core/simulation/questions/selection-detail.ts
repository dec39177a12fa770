import { softmax } from "../../kernels/softmax";
import type { HeadData } from "../../policy/policy";
import { kvHeadOf, type Trace } from "../../trace/trace";
import type { DetailQuestion } from "./detail";
import type { SelectionPart, SelectionRequest } from "./detail-parts";
import type { AnswerHooks } from "./answer-hooks";
import type { KeptHead, KeptHeads } from "./kept-heads";
import { selectionCapacity, SelectionWriter } from "./selection-writer";
import { clusterOfTokens, noCluster } from "./token-cluster";

/**
 * Selects as a simulation does, and tells every selected token with its mass, slot and cluster.
 * @param entries of one part at most
 */
export async function detailSelection(
  trace: Trace,
  question: DetailQuestion<SelectionRequest>,
  heads: KeptHeads,
  hooks: AnswerHooks<SelectionPart>,
  entries = selectionCapacity,
): Promise<undefined> {
  const { layer, queryHead } = question.request;
  const head = await heads.read(trace, layer, kvHeadOf(trace.header, queryHead));
  if (hooks.shouldStop()) return;
  detailHeadSelection(head, question, hooks, entries);
}

/** Does so for a head that has been read: several of its query heads share its clusters. */
export function detailHeadSelection(
  kept: KeptHead,
  { request, device }: DetailQuestion<SelectionRequest>,
  hooks: AnswerHooks<SelectionPart>,
  entries: number,
): void {
  const { run, queryHead, fromStep, toStep } = request;
  const head = kept.data;
  const member = head.queryHeads.indexOf(queryHead);
  const placed = kept.place(run, device);
  const { policy, placement, shape } = placed;
  const tokens = head.promptTokens + head.decodeSteps;
  const clusters = head.keys.length > 0 ? placed.clusters() : undefined;
  const clusterOf = clusters && clusterOfTokens(clusters, tokens);
  const source = !clusters ? "none" : policy.clusters ? "policy" : "starc";
  const writer = new SelectionWriter(source, shape.slotsPerLine, entries, hooks.onPart);
  const slots = new Uint32Array(tokens);
  const massOf = massReader(head, member);
  for (let step = fromStep; step < toStep; step++) {
    if (hooks.shouldStop()) return;
    const context = head.promptTokens + step + 1;
    // Policies reuse their arrays, and so may what is asked for below.
    const selection = policy.select(member, step).slice();
    placement.locate(selection, context, slots);
    const mass = massOf(step);
    const clustered = clusters?.clusteredTokens(context) ?? 0;
    writer.startStep(step, placement.slotCount(context));
    for (const [i, token] of selection.entries()) {
      const cluster = clusterOf && token < clustered ? clusterOf[token] : noCluster;
      writer.add(token, mass ? mass[token] : NaN, slots[i], cluster);
    }
  }
  writer.finish();
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
