import { cutColumns } from "../../columns";
import { principalAxes, project } from "../../clustering/principal-axes";
import type { TokenClusters } from "../../clustering/token-clusters";
import { InputError } from "../../errors";
import { unitVectors } from "../../kernels/unit-vectors";
import { readCost } from "../../placement/read-cost";
import type { HeadData } from "../../policy/policy";
import type { Trace } from "../../trace/trace";
import { clusterShapes } from "./cluster-shapes";
import type { DetailQuestion } from "./detail";
import type { ClusterPart, ClusterRequest } from "./detail-parts";
import type { PlacedRun } from "../run/place-run";
import type { AnswerHooks } from "./answer-hooks";
import type { KeptHeads } from "./kept-heads";
import { locateAll } from "./locate-all";
import { clusterOfTokens, noCluster } from "./token-cluster";

/**
 * @param most bytes of the arrays of one part; by default what fits into a message
 * @throws InputError where the layer has no keys to cluster
 */
export async function detailClusters(
  trace: Trace,
  { request, device }: DetailQuestion<ClusterRequest>,
  heads: KeptHeads,
  hooks: AnswerHooks<ClusterPart>,
  most?: number,
): Promise<undefined> {
  const { run, layer, kvHead, step } = request;
  const kept = await heads.read(trace, layer, kvHead);
  if (hooks.shouldStop()) return;
  const head = kept.data;
  if (head.keys.length === 0) {
    throw new InputError("clusters", `layer ${layer} of this trace has no keys to cluster`);
  }
  const { headDimension } = head;
  const placed = kept.place(run, device);
  const clusters = placed.clusters();
  const steps = sameClusters(clusters, head, step);
  const context = head.promptTokens + steps.toStep;
  if (hooks.shouldStop()) return;
  const units = unitVectors(head.keys.subarray(0, context * headDimension), headDimension);
  const axes = principalAxes(units, headDimension, 2);
  if (hooks.shouldStop()) return;
  const count = clusters.clusterCount(context);
  const clusteredTokens = clusters.clusteredTokens(context);
  hooks.onPart({
    kind: "clusterFacts",
    source: placed.policy.clusters ? "policy" : "starc",
    ...steps,
    context,
    sinks: clusters.sinks,
    clusteredTokens,
    clusters: count,
    slotCount: placed.placement.slotCount(context),
    slotsPerLine: placed.shape.slotsPerLine,
    linesPerKeyRow: placed.shape.linesPerKeyRow,
    shares: [axes.shares[0], axes.shares[1]],
  });
  const clusterOf = clusterOfTokens(clusters, context).fill(noCluster, clusteredTokens);
  const slots = locateAll(placed.placement, context);
  const places = project(units, axes);
  // A place in the projection has two coordinates.
  const cutting = { widths: { places: 2 }, most };
  for (const part of cutColumns({ clusters: clusterOf, slots, places }, cutting)) {
    hooks.onPart({ kind: "clusterTokens", from: part.from, ...part.columns });
  }
  const shapes = clusterShapes(clusters, count, units);
  const centres = project(shapes.means, axes);
  const reads = lineReads(clusters, count, slots, placed);
  const { sizes, spreads } = shapes;
  for (const part of cutColumns({ sizes, spreads, ...reads, places: centres }, cutting)) {
    hooks.onPart({ kind: "clusters", from: part.from, ...part.columns });
  }
}

/** The steps around one at which no other tokens are in clusters. */
function sameClusters(
  clusters: TokenClusters,
  { promptTokens, decodeSteps }: Pick<HeadData, "promptTokens" | "decodeSteps">,
  step: number,
): { readonly fromStep: number; readonly toStep: number } {
  const windows = (each: number) => clusters.windowCount(promptTokens + each + 1);
  const isSame = (each: number) => windows(each) === windows(step);
  let fromStep = step;
  let toStep = step + 1;
  while (fromStep > 0 && isSame(fromStep - 1)) fromStep--;
  while (toStep < decodeSteps && isSame(toStep)) toStep++;
  return { fromStep, toStep };
}

/** What reading each cluster alone touches. */
function lineReads(
  { offsets, members }: TokenClusters,
  count: number,
  slots: Uint32Array,
  { placement, shape }: PlacedRun,
) {
  const slotCount = placement.slotCount(slots.length);
  const lines = new Uint32Array(count);
  const keyRows = new Uint32Array(count);
  for (let cluster = 0; cluster < count; cluster++) {
    const own = members.subarray(offsets[cluster], offsets[cluster + 1]);
    const ownSlots = own.map((token) => slots[token]);
    const cost = readCost(ownSlots, slotCount, shape);
    lines[cluster] = cost.lines;
    keyRows[cluster] = cost.keyRows;
  }
  return { lines, keyRows };
}
