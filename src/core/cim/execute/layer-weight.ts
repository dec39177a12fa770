import { InputError } from "../../errors";
import type { Mapping } from "../mapping/mapping";
import type { DenseWeight, MonarchWeight } from "../monarch/weight";

/** What the arrays are programmed with: dense for Linear, Monarch factors for the others. */
export type LayerWeight = DenseWeight | MonarchWeight;

export function isMonarch(weight: LayerWeight): weight is MonarchWeight {
  return "tiles" in weight;
}

/**
 * @param inputPermutation whether the schedule was planned for M = P L P R P
 * @throws InputError unless there is a weight of the right kind, form and shape for each layer
 */
export function checkWeights(
  mapping: Mapping,
  inputPermutation: boolean,
  weights: readonly LayerWeight[],
): void {
  const { layers, grids } = mapping;
  if (weights.length !== layers.length) {
    throw new InputError("weights", `${weights.length} for ${layers.length} layers`);
  }
  for (const [index, weight] of weights.entries()) {
    const { outputs, inputs, blockSize, stages } = grids[index];
    const { name } = layers[index];
    if (isMonarch(weight) !== (stages === 2)) {
      const kind = stages === 2 ? "Monarch factors" : "a dense weight";
      throw new InputError(name, `${mapping.options.strategy} needs ${kind}`);
    }
    const shape = isMonarch(weight) ? weight.shape : weight;
    if (isMonarch(weight) && weight.tiles[0].inputPermutation !== inputPermutation) {
      const form = inputPermutation ? "P L P R P" : "P L P R";
      throw new InputError(name, `the schedule was planned for weights of the form ${form}`);
    }
    const sameBlocks = !isMonarch(weight) || weight.shape.blockSize === blockSize;
    if (shape.outputs !== outputs || shape.inputs !== inputs || !sameBlocks) {
      throw new InputError(name, "the weight has another shape or block size than the mapping");
    }
  }
}
