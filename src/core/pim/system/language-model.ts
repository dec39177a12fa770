import { InputError } from "../../errors";

/** The shape of a decoder-only transformer, as far as its decode cost depends on it. */
export interface LanguageModel {
  readonly name: string;
  readonly layers: number;
  /** Width of the residual stream. */
  readonly hidden: number;
  /** Query heads; each reads keys and values of its own, as in the published evaluation. */
  readonly heads: number;
  /** Width of the feed-forward layer over `hidden`. */
  readonly feedForwardRatio: number;
  /** True where a gate and its product (GLU) add a third feed-forward matrix. */
  readonly gated: boolean;
  readonly source: string;
}

const artifact = "STARC artifact (ASPLOS'26), model table";

/** The models of the published evaluation. */
export const languageModels: readonly LanguageModel[] = [
  {
    name: "LLaMA-7B",
    layers: 32,
    hidden: 4096,
    heads: 32,
    feedForwardRatio: 8 / 3,
    gated: true,
    source: artifact,
  },
  {
    name: "GPT-13B",
    layers: 40,
    hidden: 5120,
    heads: 40,
    feedForwardRatio: 4,
    gated: false,
    source: artifact,
  },
  {
    name: "Mistral-7B",
    layers: 32,
    hidden: 4096,
    heads: 32,
    feedForwardRatio: 7 / 2,
    gated: false,
    source: `${artifact}: without grouped-query attention and without a gate`,
  },
];

/** @throws InputError when no model has this name; case does not matter */
export function findLanguageModel(name: string): LanguageModel {
  const found = languageModels.find((model) => model.name.toLowerCase() === name.toLowerCase());
  if (found === undefined) {
    const names = languageModels.map((model) => model.name).join(", ");
    throw new InputError("model", `"${name}" is unknown; known are ${names}`);
  }
  return found;
}

/** Values of a key, a value or a query of one head. */
export function headDimension({ hidden, heads }: LanguageModel): number {
  return hidden / heads;
}
