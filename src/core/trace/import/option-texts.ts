import { InputError } from "../../errors";
import { fieldText } from "../field-text";
import { checkLayout } from "./array-layout";
import type { ArrayKind, NamePattern } from "./array-names";
import type { ImportOptions } from "./options";

/** A question that a dialog may put about a dump. An empty answer leaves it to names and shapes. */
export interface ImportQuestion {
  readonly name: string;
  readonly label: string;
  readonly example: string;
}

const patternKinds: readonly ArrayKind[] = ["key", "value", "query", "selected"];

const wholeNumbers = [
  ["promptTokens", "Prompt tokens", "4096", 0],
  ["pageTokens", "Tokens of a page, where selected indices are pages", "16", 1],
  ["batch", "Which sequence of a batch", "0", 0],
  ["headDimension", "Head dimension, where there are neither keys nor queries", "128", 1],
  ["kvHeads", "KV heads, where there are no keys", "8", 1],
] as const;

/** Every question, in the order in which they are shown. */
export const importQuestions: readonly ImportQuestion[] = [
  { name: "promptTokens", label: wholeNumbers[0][1], example: wholeNumbers[0][2] },
  { name: "key", label: "Names of keys", example: "past.{layer}.key" },
  { name: "value", label: "Names of values", example: "past.{layer}.value" },
  { name: "query", label: "Names of queries", example: "queries.{layer}" },
  { name: "selected", label: "Names of selected indices", example: "topk.{layer}" },
  { name: "layout", label: "Axes of keys, values, queries", example: "BHTD" },
  { name: "indexLayout", label: "Axes of selected indices", example: "HSK" },
  ...wholeNumbers.slice(1).map(([name, label, example]) => ({ name, label, example })),
];

/**
 * Options from answers, by question.
 * @throws InputError naming the question
 */
export function parseImportAnswers(answers: Readonly<Record<string, unknown>>): ImportOptions {
  const texts = Object.entries(answers).map(([name, answer]) => [name, String(answer).trim()]);
  const given = new Map(texts.filter(([, text]) => text !== "") as [string, string][]);
  for (const name of given.keys()) {
    if (importQuestions.some((question) => question.name === name)) continue;
    const known = importQuestions.map((question) => question.name).join(", ");
    throw new InputError(fieldText(name), `is unknown; known are ${known}`);
  }
  const map = patternKinds.flatMap((kind): NamePattern[] => {
    const pattern = given.get(kind);
    return pattern === undefined ? [] : [{ kind, pattern }];
  });
  const layout = given.get("layout");
  const indexLayout = given.get("indexLayout");
  return {
    map,
    ...(layout !== undefined && { layout: checkLayout("layout", layout, "T") }),
    ...(indexLayout !== undefined && { indexLayout: checkLayout("indexLayout", indexLayout, "S") }),
    ...(Object.fromEntries(
      wholeNumbers.flatMap(([name, , , minimum]) => {
        const text = given.get(name);
        return text === undefined ? [] : [[name, wholeNumber(name, text, minimum)]];
      }),
    ) as Partial<Record<(typeof wholeNumbers)[number][0], number>>),
  };
}

function wholeNumber(name: string, text: string, minimum: number): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(value) && value >= minimum) return value;
  throw new InputError(name, `"${fieldText(text)}" is not a whole number of at least ${minimum}`);
}
