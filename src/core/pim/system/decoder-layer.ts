import { asNanoseconds } from "../../units";
import { allReduce, pimTransfer } from "./communication";
import { addCost, type Cost } from "./cost";
import { internalBandwidthRatio, type DecodeSystem } from "./decode-system";
import { activation, normalisation } from "./elementwise";
import type { LanguageModel } from "./language-model";
import { matrixProduct, type ProductCost } from "./matrix-product";

/** What the GPUs and the links do in one layer of a decode step. */
export interface DecoderLayer {
  /** Query, key and value of the new tokens, and the projection of the heads' outputs. */
  readonly projections: Cost;
  /** Query, key and value to the PIM side, the heads' outputs back. */
  readonly pimTransfer: Cost;
  readonly feedForward: Cost;
  readonly activation: Cost;
  readonly norm: Cost;
  readonly allReduce: Cost;
}

export interface DecoderLayerOptions {
  /** The PIM side takes its share of the feed-forward products. Their energy stays as it is. */
  readonly ffnOnPim: boolean;
  /**
   * Divides the time of activation, norms and all-reduces by the number of devices, on top of what
   * the split of the model does. The STARC artifact does so.
   */
  readonly dividedOverhead: boolean;
}

/**
 * One layer of a decode step, tensor-parallel over all devices, before anything overlaps
 * (docs/pim-model.md#the-decode-step). It does not depend on the length of the context.
 * @param batch sequences, each with one new token
 */
export function decoderLayer(
  system: DecodeSystem,
  { hidden, feedForwardRatio, gated }: LanguageModel,
  batch: number,
  { ffnOnPim, dividedOverhead }: DecoderLayerOptions,
): DecoderLayer {
  const { devices, elementBytes } = system;
  const part = hidden / devices;
  const width = feedForwardRatio * part;
  const qkv = matrixProduct(system, { m: batch, n: 3 * part, k: hidden });
  const output = matrixProduct(system, { m: batch, n: hidden, k: part });
  const feedForward = (shape: { n: number; k: number }): Cost => {
    const product = matrixProduct(system, { m: batch, ...shape });
    return ffnOnPim ? scaleTime(product, gpuShare(system, product, batch)) : product;
  };
  const into = feedForward({ n: width, k: hidden });
  const outOf = feedForward({ n: hidden, k: width });
  const overhead = (cost: Cost): Cost => scaleTime(cost, dividedOverhead ? 1 / devices : 1);
  return {
    projections: addCost(qkv, output),
    pimTransfer: pimTransfer(system, batch * (3 * part + part) * elementBytes),
    feedForward: addCost(gated ? addCost(into, into) : into, outOf),
    activation: overhead(activation(system, batch * width, gated)),
    norm: overhead(twice(normalisation(system, batch * hidden))),
    allReduce: overhead(twice(allReduce(system, batch * hidden * elementBytes))),
  };
}

/**
 * Share of a feed-forward product that the GPUs keep when the PIM side takes the rest. The units of
 * the PIM side reuse nothing: each sequence of the batch reads the weights again.
 */
function gpuShare({ gpu, pim }: DecodeSystem, { bound }: ProductCost, batch: number): number {
  const inside = pim.stacks * pim.stackGigabytesPerSecond * internalBandwidthRatio(pim.device);
  if (bound === "compute") {
    const flopPerNanosecond = gpu.peakTeraflops * 1000;
    return flopPerNanosecond / (flopPerNanosecond + inside);
  }
  return gpu.memoryGigabytesPerSecond / (gpu.memoryGigabytesPerSecond + inside / batch);
}

function scaleTime({ time, energy }: Cost, factor: number): Cost {
  return { time: asNanoseconds(time * factor), energy };
}

function twice(cost: Cost): Cost {
  return addCost(cost, cost);
}
