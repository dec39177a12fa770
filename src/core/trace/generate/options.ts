import { InputError } from "../../errors";
import { fieldText } from "../field-text";
import { elementBytes, floatTypes } from "../format";
import type { FloatType } from "../format";
import { parseWholeNumber } from "../whole-number";

/** What a synthetic trace is made from. The same parameters give the same bytes. */
export interface GenerateParameters {
  readonly layers: number;
  readonly queryHeads: number;
  readonly kvHeads: number;
  readonly promptTokens: number;
  readonly steps: number;
  readonly headDimension: number;
  readonly topics: number;
  readonly seed: number;
  readonly dataType: FloatType;
}

/** Longest context of a synthetic trace, prompt and steps together. */
const mostTokens = 131072;

interface OptionText<Name> {
  readonly name: Name;
  readonly description: string;
}

/** A whole number within bounds. */
interface NumberOption extends OptionText<Exclude<keyof GenerateParameters, "dataType">> {
  readonly kind: "number";
  readonly minimum: number;
  readonly maximum: number;
  readonly default: number;
}

/** One of a few words. */
interface ChoiceOption extends OptionText<"dataType"> {
  readonly kind: "choice";
  readonly choices: readonly FloatType[];
  readonly default: FloatType;
}

/** An option of the generator, declared once for the page, the palette and the command line. */
export type GenerateOption = NumberOption | ChoiceOption;

const numberOptions: readonly NumberOption[] = [
  {
    kind: "number",
    name: "layers",
    description: "Layers",
    minimum: 1,
    maximum: 256,
    default: 4,
  },
  {
    kind: "number",
    name: "queryHeads",
    description: "Query heads, a multiple of the KV heads",
    minimum: 1,
    maximum: 256,
    default: 8,
  },
  {
    kind: "number",
    name: "kvHeads",
    description: "KV heads",
    minimum: 1,
    maximum: 256,
    default: 2,
  },
  {
    kind: "number",
    name: "promptTokens",
    description: "Tokens of the prompt",
    minimum: 1,
    maximum: mostTokens - 1,
    default: 2048,
  },
  {
    kind: "number",
    name: "steps",
    description: "Decode steps",
    minimum: 1,
    maximum: mostTokens - 1,
    default: 64,
  },
  {
    kind: "number",
    name: "headDimension",
    description: "Head dimension",
    minimum: 8,
    maximum: 512,
    default: 64,
  },
  {
    kind: "number",
    name: "topics",
    description: "Topics that tokens belong to; the clusters that keys form",
    minimum: 1,
    maximum: 1024,
    default: 32,
  },
  {
    kind: "number",
    name: "seed",
    description: "Seed; the same one gives the same trace",
    minimum: 0,
    maximum: 2 ** 32 - 1,
    default: 1,
  },
];

const typeOption: ChoiceOption = {
  kind: "choice",
  name: "dataType",
  description: "Type of keys, values and queries",
  choices: floatTypes,
  default: "F16",
};

export const generateOptions: readonly GenerateOption[] = [...numberOptions, typeOption];

/**
 * Parameters from what a user gave, as numbers or as text; what is left out takes its default.
 * @throws InputError naming the option
 */
export function parseGenerateParameters(
  given: Readonly<Record<string, unknown>>,
): GenerateParameters {
  const unknown = Object.keys(given).find((name) => generateOptions.every((o) => o.name !== name));
  if (unknown !== undefined) throw new InputError(fieldText(unknown), "is not a known option");
  const numbers = Object.fromEntries(
    numberOptions.map((option) => [option.name, parseNumber(option, given[option.name])]),
  ) as Record<NumberOption["name"], number>;
  const parameters = { ...numbers, dataType: parseType(given.dataType) };
  const { queryHeads, kvHeads, promptTokens, steps } = parameters;
  if (queryHeads % kvHeads !== 0) {
    throw new InputError("queryHeads", `${queryHeads} is not a multiple of ${kvHeads} KV heads`);
  }
  if (promptTokens + steps > mostTokens) {
    const reason = `${promptTokens} and ${steps} steps are more than ${mostTokens} tokens`;
    throw new InputError("promptTokens", reason);
  }
  return parameters;
}

/** Bytes of tensor data that the parameters make; the header adds some hundred per layer. */
export function generatedBytes(parameters: GenerateParameters): number {
  const { layers, queryHeads, kvHeads, promptTokens, steps, headDimension } = parameters;
  const tokens = promptTokens + steps;
  const rows = layers * (2 * kvHeads * tokens + queryHeads * steps);
  const width = elementBytes.get(parameters.dataType)!;
  return rows * headDimension * width + tokens * elementBytes.get("I32")!;
}

function parseNumber(option: NumberOption, given: unknown): number {
  const { name, minimum, maximum } = option;
  if (given === undefined) return option.default;
  if (typeof given !== "number" && typeof given !== "string") {
    throw new InputError(name, "is not a whole number");
  }
  const value = parseWholeNumber(name, String(given).trim(), {});
  if (value < minimum) throw new InputError(name, `${value} is less than ${minimum}`);
  if (value > maximum) throw new InputError(name, `${value} is more than ${maximum}`);
  return value;
}

function parseType(given: unknown): FloatType {
  if (given === undefined) return typeOption.default;
  const type = typeOption.choices.find((choice) => choice === given);
  if (type !== undefined) return type;
  const shown = typeof given === "string" ? fieldText(given) : "this";
  throw new InputError(typeOption.name, `${shown} is not ${typeOption.choices.join(", ")}`);
}
