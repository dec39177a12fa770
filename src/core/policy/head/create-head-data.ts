import type { TokenClusters } from "../../clustering/token-clusters";
import { attend } from "../../kernels/attend";
import { AttendKernel } from "../../kernels/attend-kernel";
import type { KernelModule } from "../../kernels/kernel-module";
import { RowKernel } from "../../kernels/row-kernel";
import { ScoreKernel } from "../../kernels/score-kernel";
import { scoreKeys } from "../../kernels/score-keys";
import { ScoreRows } from "../../kernels/score-rows";
import { topIndices } from "../../kernels/top-indices";
import type { Numerics } from "./numerics";
import type { HeadData } from "../policy";

/** The part of `HeadData` that is read from a trace. */
export type HeadArrays = Omit<HeadData, "scores" | "highest" | "attend" | "clusters">;

/** A head whose scores, outputs and clusters are computed when they are first asked for. */
export function createHeadData(arrays: HeadArrays, { engine, kernels }: Numerics): HeadData {
  const { promptTokens, decodeSteps, headDimension, keys } = arrays;
  const tokens = promptTokens + decodeSteps;
  const clusters = new Map<string, TokenClusters>();
  const scores = kernels ? blockScores(arrays, kernels) : plainScores(arrays);
  return {
    ...arrays,
    scores,
    highest: highestOf(scores, kernels ? kernelTop(kernels, tokens) : topIndices),
    attend: kernels ? kernelAttention(arrays, kernels) : plainAttention(arrays),
    clusters(method) {
      let built = clusters.get(method.id);
      if (!built) {
        built = method.build(keys, headDimension, promptTokens, tokens, engine);
        clusters.set(method.id, built);
      }
      return built;
    },
  };
}

function plainScores({
  promptTokens,
  decodeSteps,
  headDimension,
  keys,
  queries,
}: HeadArrays): HeadData["scores"] {
  const scores = new Float32Array(promptTokens + decodeSteps);
  let scoredMember = -1;
  let scoredStep = -1;
  return (member, step) => {
    const context = promptTokens + step + 1;
    // Several policies ask for the same row, one after the other.
    if (member !== scoredMember || step !== scoredStep) {
      const query = queries[member].subarray(step * headDimension, (step + 1) * headDimension);
      scoreKeys(query, keys, headDimension, context, scores);
      scoredMember = member;
      scoredStep = step;
    }
    return scores.subarray(0, context);
  };
}

function blockScores(arrays: HeadArrays, kernels: KernelModule): HeadData["scores"] {
  const { promptTokens, decodeSteps, headDimension, keys, queries } = arrays;
  let rows: ScoreRows | undefined;
  return (member, step) => {
    if (!rows) {
      const kernel = new ScoreKernel(kernels);
      kernel.load(keys, headDimension);
      rows = new ScoreRows(kernel, queries, headDimension, promptTokens + decodeSteps);
    }
    return rows.row(member, step).subarray(0, promptTokens + step + 1);
  };
}

type TopIndices = (
  scores: Float32Array,
  count: number,
  k: number,
  indices: Uint32Array,
) => Uint32Array;

function kernelTop(kernels: KernelModule, tokens: number): TopIndices {
  let kernel: RowKernel | undefined;
  return (...row) => {
    kernel ??= new RowKernel(kernels, tokens);
    return kernel.topIndices(...row);
  };
}

/** Policies and metrics ask for the same tokens of a step, run after run. */
function highestOf(scores: HeadData["scores"], top: TopIndices): HeadData["highest"] {
  const known = new Map<number, Uint32Array>();
  let knownMember = -1;
  let knownStep = -1;
  return (member, step, count) => {
    if (member !== knownMember || step !== knownStep) known.clear();
    knownMember = member;
    knownStep = step;
    let highest = known.get(count);
    if (!highest) {
      const row = scores(member, step);
      highest = top(row, row.length, count, new Uint32Array(Math.min(count, row.length)));
      known.set(count, highest);
    }
    return highest;
  };
}

function plainAttention({ softmaxScale, values, headDimension }: HeadArrays): HeadData["attend"] {
  return (scores, tokens) => attend(scores, softmaxScale, values, headDimension, tokens);
}

function kernelAttention(arrays: HeadArrays, kernels: KernelModule): HeadData["attend"] {
  const { softmaxScale, values, headDimension } = arrays;
  let kernel: AttendKernel | undefined;
  return (scores, tokens) => {
    if (!kernel) {
      kernel = new AttendKernel(kernels);
      kernel.load(values, headDimension);
    }
    return Float64Array.from(kernel.attend(scores, softmaxScale, tokens));
  };
}
