import { InputError } from "../../errors";
import { firstNonFinite } from "../decode-floats";
import { fieldText } from "../field-text";
import type { FloatType } from "../format";
import type { TraceContent, WritableHeader } from "../trace-content";
import type { ArrayEntry, ArrayFile } from "./array-file";
import type { HeadArray } from "./array-layout";
import { readRows } from "./array-rows";
import { checkIntegers, decodeArrayFloats, decodeArrayIntegers } from "./decode-array";
import type { ImportOptions } from "./options";
import type { DumpLayer } from "./plan-dump";
import { toSelection } from "./selected-indices";

/** A trace that is ready to be written. */
export interface PlannedTrace {
  readonly header: WritableHeader;
  readonly content: TraceContent;
  readonly dataType: FloatType;
}

/**
 * Makes the header and the content of a trace out of layers; nothing is read yet.
 * @param file undefined where no layer has floats
 * @throws InputError naming the array or the option that does not agree with the others
 */
export function planTrace(
  file: ArrayFile | undefined,
  layers: readonly DumpLayer[],
  options: ImportOptions,
  tokens?: ArrayEntry,
): PlannedTrace {
  const sizes = sizesOf(layers, options);
  const { promptTokens, decodeSteps, queryHeads, kvHeads } = sizes;
  const first = layers.flatMap(
    ({ keys, values, queries }) => keys ?? values ?? queries ?? [],
  )[0] as HeadArray | undefined;
  const own = first?.array.dtype;
  const layerOf = (id: number) => layers.find((layer) => layer.id === id)!;
  const rows = (view: HeadArray, head: number, from: number) => floatRows(file!, view, head, from);
  const tokenIds = file && tokens && tokenArray(tokens, promptTokens + decodeSteps);
  return {
    dataType: options.dataType ?? (own === "F16" || own === "BF16" ? own : "F32"),
    header: {
      ...sizes,
      softmaxScale: options.softmaxScale ?? 1 / Math.sqrt(sizes.headDimension),
      layers: layers.map(({ id, keys, values, queries, selected }) => ({
        id,
        hasKeys: keys !== undefined,
        hasValues: values !== undefined,
        hasQueries: queries !== undefined,
        hasSelection: selected !== undefined,
      })),
      hasTokenIds: tokenIds !== undefined,
      hasTokenText: false,
      facts: {
        producer: "KV Trace Inspector import",
        ...(options.source === undefined ? {} : { source: options.source }),
      },
    },
    content: {
      keys: (id, head) => rows(layerOf(id).keys!, head, 0),
      values: (id, head) => rows(layerOf(id).values!, head, 0),
      queries: (id, head) => {
        const { queries } = layerOf(id);
        return rows(queries!, head, queries!.rows - decodeSteps);
      },
      selection: async (id, head) => {
        const selected = layerOf(id).selected!;
        // Indices of a KV head are those of every query head of its group.
        const own =
          selected.heads === queryHeads ? head : Math.floor(head / (queryHeads / kvHeads));
        const steps = (await selected.head(own)).slice(selected.rows - decodeSteps);
        return toSelection(selected.name, own, steps, promptTokens, options.pageTokens);
      },
      ...(tokenIds && {
        tokenIds: async () =>
          decodeArrayIntegers(tokenIds, await file.read(tokenIds, 0, tokenIds.shape.at(-1)!)),
      }),
    },
  };
}

/** One sequence of ids, as many as tokens. @throws InputError if it is another */
function tokenArray(array: ArrayEntry, tokens: number): ArrayEntry {
  checkIntegers(array);
  const { name, shape } = array;
  const size = shape.reduce((product, length) => product * length, 1);
  if (size === tokens && shape.at(-1) === tokens) return array;
  const reason = `[${shape.join(", ")}] are not the ids of ${tokens} tokens`;
  throw new InputError(fieldText(name), reason);
}

async function* floatRows(file: ArrayFile, view: HeadArray, head: number, from: number) {
  const { array, width } = view;
  let row = from;
  for await (const bytes of readRows(file, view.rowsOf(head), from)) {
    const floats = decodeArrayFloats(array, bytes);
    const bad = firstNonFinite(floats);
    if (bad >= 0) {
      const where = `head ${head}, row ${row + Math.floor(bad / width)}, component ${bad % width}`;
      throw new InputError(fieldText(array.name), `${floats[bad]} in ${where}`);
    }
    yield floats;
    row += floats.length / width;
  }
}

type Sizes = Pick<
  WritableHeader,
  "promptTokens" | "decodeSteps" | "queryHeads" | "kvHeads" | "headDimension"
>;

function sizesOf(layers: readonly DumpLayer[], options: ImportOptions): Sizes {
  const cached = layers.flatMap(({ keys, values }) => [keys, values].flatMap((view) => view ?? []));
  const asked = layers.flatMap(({ queries }) => queries ?? []);
  const selected = layers.flatMap((layer) => layer.selected ?? []);
  const tokens = agree("tokens", cached.map(countOf("rows")));
  const kvHeads = agree("KV heads", cached.map(countOf("heads"))) ?? options.kvHeads;
  const width = agree("head dimension", [...cached, ...asked].map(countOf("width")));
  const rows = agree("queries of a head", [
    ...asked.map(countOf("rows")),
    ...selected.map((one) => ({ name: one.name, count: one.rows })),
  ]);
  const chosenHeads = agree(
    "heads of selected indices",
    selected.map((one) => ({ name: one.name, count: one.heads })),
  );
  const queryHeads = agree("query heads", asked.map(countOf("heads"))) ?? chosenHeads ?? kvHeads!;
  if (queryHeads % (kvHeads ?? queryHeads) !== 0) {
    const reason = `${queryHeads} query heads are not a multiple of ${kvHeads ?? 0} KV heads`;
    throw new InputError("heads", reason);
  }
  if (chosenHeads !== undefined && chosenHeads !== queryHeads && chosenHeads !== kvHeads) {
    const reason = `${chosenHeads} are neither the ${queryHeads} query heads nor the KV heads`;
    throw new InputError("heads of selected indices", reason);
  }
  const headDimension = width ?? options.headDimension;
  if (headDimension === undefined) {
    const reason = "without keys and queries no shape tells it; --head-dimension does";
    throw new InputError("head dimension", reason);
  }
  return {
    ...splitTokens(tokens, rows, options.promptTokens),
    queryHeads,
    kvHeads: kvHeads ?? queryHeads,
    headDimension,
  };
}

/** P and S from T, the rows of queries or selected indices, and what the user says. */
function splitTokens(
  tokens: number | undefined,
  rows: number | undefined,
  prompt: number | undefined,
): { promptTokens: number; decodeSteps: number } {
  if (tokens === undefined) {
    if (prompt === undefined || rows === undefined) {
      const reason = "without keys no shape tells them; --prompt-tokens does";
      throw new InputError("prompt tokens", reason);
    }
    return { promptTokens: prompt, decodeSteps: rows };
  }
  const promptTokens = prompt ?? tokens - (rows ?? 0);
  const decodeSteps = tokens - promptTokens;
  if (promptTokens < 0 || decodeSteps < 0) {
    const reason = `${prompt ?? 0} of ${tokens} tokens with ${rows ?? 0} queries`;
    throw new InputError("prompt tokens", reason);
  }
  if (rows !== undefined && rows !== decodeSteps && rows !== tokens) {
    const reason = `${promptTokens} leave ${decodeSteps} of ${tokens} tokens for ${rows} queries`;
    throw new InputError("prompt tokens", reason);
  }
  return { promptTokens, decodeSteps };
}

interface Count {
  readonly name: string;
  readonly count: number;
}

function countOf(what: "heads" | "rows" | "width"): (view: HeadArray) => Count {
  return (view) => ({ name: fieldText(view.array.name), count: view[what] });
}

/** The count that all agree on. @throws InputError naming the two that do not */
function agree(what: string, counts: readonly Count[]): number | undefined {
  const [first, ...others] = counts;
  const other = others.find(({ count }) => count !== first.count);
  if (other !== undefined) {
    const reason = `${other.count} ${what} here but ${first.count} in ${first.name}`;
    throw new InputError(other.name, reason);
  }
  return counts.length === 0 ? undefined : first.count;
}
