import { InputError } from "../../errors";
import { nearestName } from "../../nearest-name";
import { fieldText } from "../field-text";
import type { ArrayEntry, ArrayFile } from "./array-file";
import {
  matchPattern,
  recogniseName,
  type ArrayKind,
  type ArrayMeaning,
  type NamePattern,
} from "./array-names";

/** Arrays of one layer, by what they are. */
export type LayerArrays = Partial<Record<ArrayKind, ArrayEntry>>;

/** The arrays of a dump by layer. An array that holds all layers stands under layer undefined. */
export interface SortedArrays {
  readonly layers: ReadonlyMap<number | undefined, LayerArrays>;
  readonly tokens?: ArrayEntry;
  /** Arrays that mean nothing here. */
  readonly unknown: readonly string[];
}

const mostListed = 12;

/**
 * Finds out what every array is: by the user's patterns, and by its name for kinds without one.
 * @throws InputError if a pattern fits nothing, two arrays are the same, or nothing is recognised;
 *   the message lists what the file holds
 */
export function sortArrays(file: ArrayFile, map: readonly NamePattern[] = []): SortedArrays {
  const layers = new Map<number | undefined, LayerArrays>();
  const unknown: string[] = [];
  let tokens: ArrayEntry | undefined;
  for (const pattern of map) checkFits(file, pattern);
  for (const array of file.arrays) {
    const meaning = meaningOf(array.name, map);
    if (meaning === undefined) {
      unknown.push(array.name);
    } else if (meaning.kind === "tokens") {
      if (tokens !== undefined) refuseTwice(tokens.name, array.name, "the token ids");
      tokens = array;
    } else {
      const layer = layers.get(meaning.layer) ?? {};
      const other = layer[meaning.kind];
      if (other !== undefined) {
        const where = meaning.layer === undefined ? "" : ` of layer ${meaning.layer}`;
        refuseTwice(other.name, array.name, `the ${meaning.kind}${where}`);
      }
      layer[meaning.kind] = array;
      layers.set(meaning.layer, layer);
    }
  }
  if (layers.size === 0) {
    const reason = `none is recognised as keys, queries or selected indices; ${listArrays(file)}`;
    throw new InputError("arrays", `${reason}; --map key=NAME says what they are`);
  }
  return { layers, unknown, ...(tokens === undefined ? {} : { tokens }) };
}

/** What a file holds, for messages: names with types and shapes, not too many of them. */
function listArrays({ arrays }: ArrayFile): string {
  const shown = arrays
    .slice(0, mostListed)
    .map(({ name, dtype, shape }) => `${fieldText(name)} ${dtype} [${shape.join(", ")}]`);
  const more = arrays.length - shown.length;
  if (arrays.length === 0) return "the file holds no arrays";
  return `the file holds ${shown.join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}

function meaningOf(name: string, map: readonly NamePattern[]): ArrayMeaning | undefined {
  for (const pattern of map) {
    const meaning = matchPattern(pattern, name);
    if (meaning !== undefined) return meaning;
  }
  const recognised = recogniseName(name);
  return map.some(({ kind }) => kind === recognised?.kind) ? undefined : recognised;
}

function checkFits(file: ArrayFile, pattern: NamePattern): void {
  if (file.arrays.some(({ name }) => matchPattern(pattern, name) !== undefined)) return;
  const names = file.arrays.map(({ name }) => name);
  const nearest = nearestName(pattern.pattern, names.slice(0, 1000));
  const hint = nearest === undefined ? "" : `; the nearest is ${fieldText(nearest)}`;
  const text = fieldText(pattern.pattern);
  throw new InputError(`map ${pattern.kind}`, `${text} fits no array${hint}; ${listArrays(file)}`);
}

function refuseTwice(one: string, other: string, what: string): never {
  const reason = `${fieldText(one)} and ${fieldText(other)} both look like ${what}`;
  throw new InputError("arrays", `${reason}; --map says which it is`);
}
