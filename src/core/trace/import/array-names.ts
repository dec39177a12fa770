import { InputError } from "../../errors";
import { fieldText } from "../field-text";

/** What an array of a dump can be. */
export type ArrayKind = "key" | "value" | "query" | "selected" | "pages" | "tokens";

/** What an array's name says. */
export interface ArrayMeaning {
  readonly kind: ArrayKind;
  /** Absent where the name tells no layer. */
  readonly layer?: number;
}

/** A mapping that the user gives: names of this form are arrays of this kind. */
export interface NamePattern {
  readonly kind: ArrayKind;
  /** `{layer}` stands for the layer's number, `*` for any characters. */
  readonly pattern: string;
}

const kindWords: ReadonlyMap<string, ArrayKind> = new Map([
  ...["k", "key", "keys"].map((word) => [word, "key"] as const),
  ...["v", "value", "values"].map((word) => [word, "value"] as const),
  ...["q", "query", "queries"].map((word) => [word, "query"] as const),
  ...["selected", "selection", "topk", "indices", "index", "idx"].map(
    (word) => [word, "selected"] as const,
  ),
  ...["page", "pages"].map((word) => [word, "pages"] as const),
  ...["token", "tokens", "ids"].map((word) => [word, "tokens"] as const),
]);

/** Words that say where an array lies, not what it is. */
const placeWords = new Set(
  "model transformer decoder layers layer block blocks h self attn attention past present cache kv states input".split(
    " ",
  ),
);

/**
 * Recognises the namings that are common: `layers.3.k`, `past_key_values.3.0`,
 * `model.layers.3.self_attn.k_cache`, `key_cache.3`, `keys`, `input_ids`, ... A name is recognised
 * where all of its words are known and exactly one says what the array is.
 */
export function recogniseName(name: string): ArrayMeaning | undefined {
  const plain = name
    .replace(/(past|present)_?key_?values?/gi, "$1")
    .replace(/([a-z])([A-Z])/g, "$1.$2")
    .toLowerCase()
    .replace(/top_k/g, "topk");
  const words: readonly string[] = plain.match(/[a-z]+|\d+/g) ?? [];
  const numbers = words.filter((word) => /^\d/.test(word)).map(Number);
  const others = words.filter((word) => !/^\d/.test(word) && !placeWords.has(word));
  const layer = numbers.length === 0 ? {} : { layer: numbers[0] };
  if (others.length === 0 && numbers.length === 2 && /past|present/i.test(name)) {
    // A cache of pairs: the first of a pair is the keys.
    if (numbers[1] > 1) return undefined;
    return { kind: numbers[1] === 0 ? "key" : "value", layer: numbers[0] };
  }
  const kinds = new Set(others.map((word) => kindWords.get(word)));
  if (numbers.length > 1 || kinds.has(undefined)) return undefined;
  // "page_indices", "topk_pages": the page is what counts.
  if (kinds.has("pages")) kinds.delete("selected");
  const [kind] = kinds;
  return kinds.size === 1 && kind !== undefined ? { kind, ...layer } : undefined;
}

/**
 * Reads a mapping such as `key=past.{layer}.key`.
 * @throws InputError naming the option
 */
export function parseNamePattern(option: string, text: string): NamePattern {
  const match = /^([^=]+)=(.+)$/s.exec(text);
  if (match === null) {
    throw new InputError(option, `"${fieldText(text)}" is not of the form key=NAME-WITH-{layer}`);
  }
  const [, word, pattern] = match;
  const kind = kindWords.get(word.trim().toLowerCase());
  if (kind === undefined) {
    const known = "key, value, query, selected, pages, tokens";
    throw new InputError(option, `"${fieldText(word)}" is unknown; known are ${known}`);
  }
  return { kind, pattern };
}

/** What a name is by a mapping; undefined where it does not fit. */
export function matchPattern(
  { kind, pattern }: NamePattern,
  name: string,
): ArrayMeaning | undefined {
  const source = pattern
    .split(/(\{layer\}|\*)/)
    .map((part) => {
      if (part === "{layer}") return "(\\d{1,9})";
      return part === "*" ? ".*?" : part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
    })
    .join("");
  const match = new RegExp(`^${source}$`, "s").exec(name);
  if (match === null) return undefined;
  return match.length === 1 ? { kind } : { kind, layer: Number(match[1]) };
}
