import type { ByteSource } from "../../files/byte-source";
import { withFile } from "../../files/file-error";
import type { TensorEntry, TokenTensor } from "../format";
import type { TraceHeader, TraceLayer } from "../trace";
import { interpretHeader } from "./interpret-header";
import { readHeader } from "./read-header";
import { shortHeader } from "./short-header";

/**
 * What is left of a header for whoever reads no vectors, as one small message: a few kilobytes and
 * nine bytes a layer, however many tensors the file has.
 */
export interface TraceOutline {
  /** A short one; see `shortHeader`. */
  readonly header: Omit<TraceHeader, "layers">;
  /** Ids of the layers, ascending. */
  readonly layerIds: Float64Array;
  /** What each layer holds, as a sum of bits. */
  readonly layerContents: Uint8Array;
  readonly tokenTensors: Partial<Record<TokenTensor, TensorEntry>>;
  /** Where the file's data begin. */
  readonly dataStart: number;
}

const layerContents = { hasKeys: 1, hasValues: 2, hasQueries: 4, hasSelection: 8 } as const;

/**
 * Reads and checks a header, as `openTrace` does. The source stays open.
 * @throws InputError if it is not a valid trace
 */
export async function readOutline(source: ByteSource): Promise<TraceOutline> {
  try {
    const file = await readHeader(source);
    const { header, tensors } = interpretHeader(file);
    await source.checkUnchanged();
    const { layers, ...short } = shortHeader(header);
    return {
      header: short,
      layerIds: Float64Array.from(layers, ({ id }) => id),
      layerContents: Uint8Array.from(layers, contentsOf),
      tokenTensors: tensors.token,
      dataStart: file.dataStart,
    };
  } catch (error) {
    throw withFile(error, source.name);
  }
}

/** The header of an outline. */
export function outlinedHeader({ header, layerIds, layerContents }: TraceOutline): TraceHeader {
  const layers = Array.from(layerIds, (id, at) => layerOf(id, layerContents[at]));
  return { ...header, layers };
}

function contentsOf(layer: TraceLayer): number {
  const contents = Object.keys(layerContents) as (keyof typeof layerContents)[];
  return contents.reduce((bits, one) => bits + (layer[one] ? layerContents[one] : 0), 0);
}

function layerOf(id: number, bits: number): TraceLayer {
  const has = (content: keyof typeof layerContents) => (bits & layerContents[content]) !== 0;
  return {
    id,
    hasKeys: has("hasKeys"),
    hasValues: has("hasValues"),
    hasQueries: has("hasQueries"),
    hasSelection: has("hasSelection"),
  };
}
