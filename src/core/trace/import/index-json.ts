import { InputError, messageOf } from "../../errors";
import { fieldText } from "../field-text";
import type { SelectedIndices } from "./selected-indices";

/** A dump of selected indices in JSON. */
export interface IndexDump {
  readonly layers: ReadonlyMap<number, SelectedIndices>;
  readonly promptTokens?: number;
  readonly pageTokens?: number;
  readonly headDimension?: number;
  readonly kvHeads?: number;
}

const numberFields = {
  prompt_tokens: "promptTokens",
  page_size: "pageTokens",
  head_dimension: "headDimension",
  kv_heads: "kvHeads",
} as const;

/**
 * Reads `{ "prompt_tokens": P, "page_size": 16, "layers": { "3": [head][step][indices] } }`; all but
 * `layers` may be left out.
 * @throws InputError naming the path within the file
 */
export function parseIndexJson(text: string): IndexDump {
  const root = parseJson(text);
  if (!isObject(root)) refuse("file", "must be a JSON object with layers");
  const layers = new Map<number, SelectedIndices>();
  const facts: Partial<Record<(typeof numberFields)[keyof typeof numberFields], number>> = {};
  for (const [key, value] of Object.entries(root)) {
    if (Object.hasOwn(numberFields, key)) {
      facts[numberFields[key as keyof typeof numberFields]] = wholeNumber(key, value);
    } else if (key !== "layers") {
      const known = ["layers", ...Object.keys(numberFields)].join(", ");
      refuse(fieldText(key), `is unknown; known are ${known}`);
    }
  }
  if (!isObject(root.layers)) refuse("layers", "must be an object of layers by number");
  for (const [id, heads] of Object.entries(root.layers)) {
    const name = `layers.${fieldText(id)}`;
    if (!/^(0|[1-9]\d{0,8})$/.test(id)) refuse(name, "is not a layer's number");
    layers.set(Number(id), readLayer(name, heads));
  }
  if (layers.size === 0) refuse("layers", "holds no layer");
  return { layers, ...facts };
}

function readLayer(name: string, value: unknown): SelectedIndices {
  const heads = list(name, value).map((head, h) =>
    list(`${name}[${h}]`, head).map((step, s) => {
      const indices = list(`${name}[${h}][${s}]`, step);
      for (const [i, index] of indices.entries()) {
        if (Number.isInteger(index)) continue;
        refuse(`${name}[${h}][${s}][${i}]`, "must be a whole number");
      }
      return indices as readonly number[];
    }),
  );
  const rows = heads[0]?.length ?? 0;
  for (const [h, head] of heads.entries()) {
    if (head.length !== rows) {
      refuse(`${name}[${h}]`, `${head.length} steps here but ${rows} in head 0`);
    }
  }
  if (rows === 0) refuse(name, "holds no steps");
  return { name, heads: heads.length, rows, head: (head) => Promise.resolve(heads[head]) };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    return refuse("file", `not valid JSON: ${messageOf(error)}`);
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function list(name: string, value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : refuse(name, "must be a list");
}

function wholeNumber(name: string, value: unknown): number {
  const whole = typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
  return whole ? value : refuse(name, "must be a whole number of at least 0");
}

function refuse(field: string, reason: string): never {
  throw new InputError(field, reason);
}
