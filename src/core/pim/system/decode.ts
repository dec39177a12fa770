import { InputError } from "../../errors";
import { asNanoseconds, type Nanoseconds, type PicoJoules } from "../../units";
import { channelBytes } from "../../memory/organisation";
import { addCost, noCost, scaleCost, sumEnergy, type Cost } from "./cost";
import type { DecodeSystem } from "./decode-system";
import { decoderLayer, type DecoderLayerOptions } from "./decoder-layer";
import type { LanguageModel } from "./language-model";
import { largestBatch } from "./matrix-product";
import { overlap } from "./overlap";
import type { PimCosts } from "./pim-costs";
import { softmaxTime } from "./softmax-time";
import type { TokensRead } from "./tokens-read";

/** Parts of a decode step. The first three run on the PIM side. */
export const decodeParts = [
  "attention",
  "index",
  "clustering",
  "projections",
  "pimTransfer",
  "feedForward",
  "activation",
  "norm",
  "allReduce",
] as const;

export type DecodePart = (typeof decodeParts)[number];

/** Far above what memory holds, so that sums stay exact. */
const mostTokens = 10_000_000;

/** What is decoded. */
export interface DecodeRequest {
  readonly model: LanguageModel;
  readonly promptTokens: number;
  /** The first of them comes from the prompt; each other one is a decode step. */
  readonly outputTokens: number;
  /** Sequences decoded together. */
  readonly batch: number;
  readonly tokensRead: TokensRead;
}

export interface DecodeOptions extends DecoderLayerOptions {
  /** Attention runs beside its projections and transfers, head by head. */
  readonly pipelined: boolean;
  /**
   * Transfers alone run beside attention where nothing else is pipelined, as in the reference
   * without its `--pipeopt`. Of no effect where `pipelined` hides them anyway.
   */
  readonly transfersHide: boolean;
  /**
   * Counts the time of the softmax units over the whole context among what hides projections,
   * although nothing waits for it. AttAcc and the STARC artifact do so, whatever a policy reads.
   */
  readonly softmaxHides: boolean;
}

/** All that the published evaluation does. */
export const publishedOptions: DecodeOptions = {
  ffnOnPim: true,
  dividedOverhead: true,
  pipelined: true,
  transfersHide: false,
  softmaxHides: true,
};

/** Sums over all layers, sequences and decode steps. */
export interface DecodeResult {
  readonly steps: number;
  /** Time that is waited for, by part, and energy. */
  readonly parts: Readonly<Record<DecodePart, Cost>>;
  readonly time: Nanoseconds;
  readonly energy: PicoJoules;
}

/**
 * Decodes on GPUs with PIM devices: every step with the context that it then has, prompt + 1 up to
 * prompt + output - 1 tokens, as the published evaluation averages.
 * @throws InputError for counts that are not whole or out of range
 */
export function decode(
  system: DecodeSystem,
  request: DecodeRequest,
  costs: PimCosts,
  options: DecodeOptions,
): DecodeResult {
  checkRequest(system, request);
  const { model, promptTokens, outputTokens, batch, tokensRead } = request;
  const layer = decoderLayer(system, model, batch, options);
  const heads = model.heads / system.devices;
  const steps = outputTokens - 1;
  const clustering = costs.clustering();
  const sums = { attention: noCost, index: noCost, clustering: noCost };
  const withTransfers = options.transfersHide ? "transfers" : "nothing";
  const beside = options.pipelined ? "both" : withTransfers;
  let projections = 0;
  let transfer = 0;
  for (let step = 0; step < steps; step++) {
    const context = promptTokens + step + 1;
    const attention = costs.attention(tokensRead(step, context), context);
    const index = costs.index(context);
    const softmax = options.softmaxHides ? softmaxTime(system, heads * batch * context) : 0;
    const exposed = overlap(
      {
        attention: attention.time + index.time + clustering.time + softmax,
        projections: layer.projections.time,
        transfer: layer.pimTransfer.time,
      },
      heads,
      beside,
    );
    sums.attention = addCost(sums.attention, attention);
    sums.index = addCost(sums.index, index);
    sums.clustering = addCost(sums.clustering, clustering);
    projections += exposed.projections;
    transfer += exposed.transfer;
  }
  const everyStep = scaleCosts(layer, steps);
  return resultOf(steps, model.layers, {
    ...sums,
    ...everyStep,
    projections: { ...everyStep.projections, time: asNanoseconds(projections) },
    pimTransfer: { ...everyStep.pimTransfer, time: asNanoseconds(transfer) },
  });
}

/** Share of the time, or of the energy, that attention with its index and clustering takes. */
export function attentionShare({ parts, time, energy }: DecodeResult): {
  readonly time: number;
  readonly energy: number;
} {
  const { attention, index, clustering } = parts;
  const pim = addCost(attention, addCost(index, clustering));
  return { time: pim.time / time, energy: sumEnergy(pim.energy) / energy };
}

function scaleCosts<Part extends string>(
  costs: Readonly<Record<Part, Cost>>,
  factor: number,
): Record<Part, Cost> {
  const entries = Object.entries<Cost>(costs).map(([part, cost]) => [
    part,
    scaleCost(cost, factor),
  ]);
  return Object.fromEntries(entries) as Record<Part, Cost>;
}

function resultOf(
  steps: number,
  layers: number,
  ofOneLayer: Readonly<Record<DecodePart, Cost>>,
): DecodeResult {
  const parts = scaleCosts(ofOneLayer, layers);
  const whole = decodeParts.map((part) => parts[part]).reduce(addCost);
  return { steps, parts, time: whole.time, energy: sumEnergy(whole.energy) };
}

function checkRequest(system: DecodeSystem, request: DecodeRequest): void {
  const { promptTokens, outputTokens, batch } = request;
  requireWhole("prompt", promptTokens, 0, mostTokens);
  requireWhole("output", outputTokens, 2, mostTokens);
  requireWhole("batch", batch, 1, largestBatch);
  const most = Math.floor(sequencesThatFit(system, request));
  if (batch > most) {
    const tokens = promptTokens + outputTokens;
    const reason = `the PIM devices hold keys and values of ${most} sequences of ${tokens} tokens`;
    throw new InputError("batch", `${batch} is too large; ${reason}`);
  }
}

/** How many sequences of full length the stacks of all devices hold. */
function sequencesThatFit(
  { devices, pim, elementBytes }: DecodeSystem,
  { model, promptTokens, outputTokens }: DecodeRequest,
): number {
  const { organisation } = pim.device;
  const bytes = devices * pim.stacks * organisation.channels * channelBytes(organisation);
  const token = 2 * model.hidden * model.layers * elementBytes;
  return bytes / (token * (promptTokens + outputTokens));
}

function requireWhole(field: string, value: number, least: number, most: number): void {
  if (!Number.isInteger(value) || value < least || value > most) {
    throw new InputError(field, `${value} is not a whole number from ${least} to ${most}`);
  }
}
