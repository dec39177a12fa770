import type { LinearLayer } from "../mapping/linear-layer";
import type { CimModel } from "./model";

/** Numbers in the dense weights of all layers. */
export function denseParameters(layers: readonly LinearLayer[]): number {
  return layers.reduce((sum, { outputs, inputs }) => sum + outputs * inputs, 0);
}

/** Multiplications of Q K^T and A V per token: context times hidden, each, in every attention. */
function attentionMultiplications({ attentions, context, hidden }: CimModel): number {
  return 2 * attentions * context * hidden;
}

/**
 * FLOPs per token over those with other weights, attention without weights being the same.
 * @param parameters numbers in the other weights; each is multiplied once per token
 */
export function flopReduction(model: CimModel, parameters: number): number {
  const attention = attentionMultiplications(model);
  return (denseParameters(model.layers) + attention) / (parameters + attention);
}
