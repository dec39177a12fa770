import { InputError } from "../../errors";
import { fieldText } from "../field-text";
import type { ArrayEntry } from "./array-file";
import type { ArrayRows } from "./array-rows";

/** An array seen as heads of rows. */
export interface HeadArray {
  readonly array: ArrayEntry;
  readonly heads: number;
  /** Tokens, or steps. */
  readonly rows: number;
  /** Length of a row: the head dimension, or the indices of a step. */
  readonly width: number;
  rowsOf(head: number): ArrayRows;
}

/** Which part of an array with more axes is meant. */
export interface ArrayPart {
  readonly batch?: number;
  /** Position along the axis of layers. */
  readonly layer?: number;
}

const axisNames: Readonly<Record<string, string>> = {
  B: "batch",
  L: "layers",
  H: "heads",
  T: "tokens",
  S: "steps",
  D: "dimension",
  K: "indices",
};

/**
 * Checks a layout as the user gives it, one letter per axis from the outermost: H T D, or H S K for
 * selected indices, with B and L where there are a batch and layers.
 * @throws InputError naming the option
 */
export function checkLayout(option: string, layout: string, rows: "T" | "S"): string {
  const letters = layout.toUpperCase();
  const last = rows === "T" ? "D" : "K";
  const known = ["B", "L", "H", rows, last];
  const wrong =
    Array.from(letters).some((letter) => !known.includes(letter)) ||
    new Set(letters).size !== letters.length ||
    !["H", rows].every((letter) => letters.includes(letter)) ||
    !letters.endsWith(last);
  if (!wrong) return letters;
  const example = rows === "T" ? "BHTD, HTD, THD or LHTD" : "HSK, SHK or BHSK";
  throw new InputError(option, `"${fieldText(layout)}" is not a layout such as ${example}`);
}

/**
 * Sees an array as heads of rows by a layout that `checkLayout` passed.
 * @throws InputError naming the array if its rank is another, or the part is not there
 */
export function viewHeads(array: ArrayEntry, layout: string, part: ArrayPart = {}): HeadArray {
  const { shape } = array;
  if (shape.length !== layout.length) {
    const reason = `[${shape.join(", ")}] has ${shape.length} axes, layout ${layout} has ${layout.length}`;
    throw new InputError(fieldText(array.name), reason);
  }
  const strides = shape.map((_, axis) => shape.slice(axis + 1).reduce((a, b) => a * b, 1));
  const axis = (letters: string) =>
    Array.from(layout).findIndex((letter) => letters.includes(letter));
  const [batch, layers, head, row] = [axis("B"), axis("L"), axis("H"), axis("TS")];
  let first = 0;
  if (batch >= 0) first += strides[batch] * pick(array, "B", shape[batch], part.batch);
  if (layers >= 0) first += strides[layers] * pick(array, "L", shape[layers], part.layer);
  const [heads, rows, width] = [shape[head], shape[row], shape[shape.length - 1]];
  return {
    array,
    heads,
    rows,
    width,
    rowsOf: (index) => ({
      array,
      first: first + index * strides[head],
      stride: strides[row],
      length: width,
      count: rows,
    }),
  };
}

function pick(array: ArrayEntry, letter: string, length: number, index: number | undefined) {
  if (index === undefined && length !== 1) {
    const reason = `its ${axisNames[letter]} axis has ${length}; say which is meant`;
    throw new InputError(fieldText(array.name), letter === "B" ? `${reason} (--batch)` : reason);
  }
  const chosen = index ?? 0;
  if (chosen < length) return chosen;
  throw new InputError(
    fieldText(array.name),
    `${axisNames[letter]} ${chosen} is not below ${length}`,
  );
}

/**
 * Whether heads or tokens are the outer axis, from the shapes: query heads are a multiple of KV
 * heads, queries are no more than keys; where both ways fit, there are fewer heads than tokens.
 * @param keys lengths of the two outer axes, of keys or values
 * @param queries the same of queries, where there are any
 * @returns undefined where the shapes do not tell
 */
export function guessOrder(
  keys: readonly [number, number],
  queries: readonly [number, number] | undefined,
): "HT" | "TH" | undefined {
  const fits = (head: 0 | 1) =>
    queries === undefined ||
    (queries[head] % keys[head] === 0 && queries[1 - head] <= keys[1 - head]);
  const [outer, inner] = [fits(0), fits(1)];
  if (outer !== inner) return outer ? "HT" : "TH";
  if (!outer || keys[0] === keys[1]) return undefined;
  return keys[0] < keys[1] ? "HT" : "TH";
}
