import { InputError } from "../../errors";
import { fieldText } from "../field-text";
import type { ArrayEntry, ArrayFile } from "./array-file";
import { checkLayout, guessOrder, viewHeads, type ArrayPart, type HeadArray } from "./array-layout";
import { readRows } from "./array-rows";
import { checkFloats, checkIntegers, decodeArrayIntegers } from "./decode-array";
import type { ImportOptions } from "./options";
import type { SelectedIndices } from "./selected-indices";
import type { LayerArrays, SortedArrays } from "./sort-arrays";

/** The arrays of one layer, seen as heads. */
export interface DumpLayer {
  readonly id: number;
  readonly keys?: HeadArray;
  readonly values?: HeadArray;
  readonly queries?: HeadArray;
  readonly selected?: SelectedIndices;
}

/**
 * Finds heads, tokens and layers in the shapes of sorted arrays.
 * @param notes filled with how each array was read, one sentence each
 * @throws InputError naming the array whose type, rank or shape cannot be right
 */
export function planDump(
  file: ArrayFile,
  { layers }: SortedArrays,
  options: ImportOptions,
  notes: string[],
): DumpLayer[] {
  const floats = floatLayout([...layers.values()], options);
  const indices =
    options.indexLayout === undefined
      ? undefined
      : checkLayout("index layout", options.indexLayout, "S");
  const planned: DumpLayer[] = [];
  for (const [id, arrays] of layers) {
    const layout = (array: ArrayEntry) => floats ?? guessed([...layers.values()], array, id);
    const view = (array: ArrayEntry, part: ArrayPart) => viewHeads(array, layout(array), part);
    for (const layer of layerNumbers(arrays, id, floats, indices)) {
      const part = {
        ...(options.batch === undefined ? {} : { batch: options.batch }),
        ...(id === undefined ? { layer } : {}),
      };
      const selected = arrays.selected ?? arrays.pages;
      if (arrays.pages !== undefined && options.pageTokens === undefined) {
        const reason = "looks like pages; --page-size says how many tokens a page has";
        throw new InputError(fieldText(arrays.pages.name), reason);
      }
      planned.push({
        id: layer,
        ...(arrays.key && { keys: view(arrays.key, part) }),
        ...(arrays.value && { values: view(arrays.value, part) }),
        ...(arrays.query && { queries: view(arrays.query, part) }),
        ...(selected && { selected: selectedOf(file, selected, indices, part) }),
      });
    }
    const floatArrays = [arrays.key, arrays.value, arrays.query].flatMap((array) => array ?? []);
    for (const array of floatArrays) notes.push(describe(array, layout(array)));
    for (const array of [arrays.selected, arrays.pages].flatMap((found) => found ?? [])) {
      notes.push(describe(array, indices ?? defaultIndexLayout(array)));
    }
  }
  return planned.sort((a, b) => a.id - b.id);
}

/** The user's layout of keys, values and queries; undefined where it is to be guessed. */
function floatLayout(layers: readonly LayerArrays[], { layout }: ImportOptions) {
  for (const { key, value, query } of layers) {
    for (const array of [key, value, query]) if (array !== undefined) checkFloats(array);
  }
  return layout === undefined ? undefined : checkLayout("layout", layout, "T");
}

/** Rank and shapes tell the layout of an array, the keys and queries of its file which axis is which. */
function guessed(
  layers: readonly LayerArrays[],
  array: ArrayEntry,
  layer: number | undefined,
): string {
  const { shape } = array;
  const state = "--layout says which axis is which, such as BHTD";
  if (shape.length !== 3 && shape.length !== 4) {
    const reason = `[${shape.join(", ")}] has ${shape.length} axes, not 3 or 4; ${state}`;
    throw new InputError(fieldText(array.name), reason);
  }
  if (shape.length === 4 && layer === undefined && shape[0] !== 1) {
    const reason = `[${shape.join(", ")}]: is the first axis a batch or layers? ${state} or LHTD`;
    throw new InputError(fieldText(array.name), reason);
  }
  const outer = (entry: ArrayEntry | undefined) =>
    entry === undefined ? undefined : (entry.shape.slice(-3, -1) as unknown as [number, number]);
  const { key, value, query } = layers.find((one) => one.key ?? one.value) ?? layers[0];
  const main = outer(key ?? value ?? query) ?? [0, 0];
  const order = guessOrder(main, (key ?? value) ? outer(query) : undefined);
  if (order === undefined) {
    const reason = `heads and tokens cannot be told apart in [${shape.join(", ")}]; ${state}`;
    throw new InputError(fieldText(array.name), reason);
  }
  return `${shape.length === 4 ? "B" : ""}${order}D`;
}

function defaultIndexLayout({ shape }: ArrayEntry): string {
  return shape.length === 4 ? "BHSK" : "HSK";
}

/** The layers that arrays of one name hold. */
function layerNumbers(
  arrays: LayerArrays,
  id: number | undefined,
  floats: string | undefined,
  indices: string | undefined,
): number[] {
  if (id !== undefined) return [id];
  const lengths = Object.entries(arrays).flatMap(([kind, { shape }]) => {
    const layout = kind === "selected" || kind === "pages" ? indices : floats;
    const axis = layout?.indexOf("L") ?? -1;
    return axis < 0 ? [] : [shape[axis] ?? 0];
  });
  return Array.from({ length: lengths.length === 0 ? 1 : Math.min(...lengths) }, (_, i) => i);
}

function selectedOf(
  file: ArrayFile,
  array: ArrayEntry,
  layout: string | undefined,
  part: ArrayPart,
): SelectedIndices {
  checkIntegers(array);
  const view = viewHeads(array, layout ?? defaultIndexLayout(array), part);
  const { heads, rows, width } = view;
  return {
    name: fieldText(array.name),
    heads,
    rows,
    async head(head) {
      const steps: Float64Array[] = [];
      for await (const bytes of readRows(file, view.rowsOf(head))) {
        const block = decodeArrayIntegers(array, bytes);
        for (let at = 0; at < block.length; at += width) steps.push(block.subarray(at, at + width));
      }
      return steps;
    },
  };
}

function describe({ name, dtype, shape }: ArrayEntry, layout: string): string {
  return `${fieldText(name)}: ${dtype} [${shape.join(", ")}] read as ${layout}.`;
}
