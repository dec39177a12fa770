import { InputError } from "../errors";
import type { TokenIndex } from "../units";
import type { ByteSource } from "../files/byte-source";
import { decodeFloats, firstNonFinite } from "./decode-floats";
import { withFile } from "../files/file-error";
import { settled } from "../files/settled";
import { layerTensorName } from "./format";
import type { FloatType, LayerTensor, TensorEntry, TokenTensor } from "./format";
import { interpretHeader } from "./header/interpret-header";
import type { TraceTensors } from "./header/interpret-header";
import { outlinedHeader, type TraceOutline } from "./header/outline";
import { readHeader } from "./header/read-header";
import { readSelection } from "./read-selection";
import { readTokenIds, readTokenText } from "./read-tokens";
import { TensorReader } from "./tensor-reader";
import type { RecordedSelection, TokenTrace, Trace, TraceHeader } from "./trace";

/**
 * Opens the trace in a source, which belongs to the trace from then on; only the header is read.
 * @throws InputError, with the source closed, if it is not a valid trace
 */
export async function openTrace(source: ByteSource): Promise<Trace> {
  try {
    const { dataStart, header, tensors } = await settled(source, async () => {
      const file = await readHeader(source);
      return { dataStart: file.dataStart, ...interpretHeader(file) };
    });
    return new OpenTrace(source, new TensorReader(source, dataStart), header, tensors);
  } catch (error) {
    await source.close();
    throw withFile(error, source.name);
  }
}

/**
 * The trace in a source whose header was read elsewhere; the source belongs to the trace from then
 * on.
 * @param outline of the same bytes
 */
export function openOutlined(source: ByteSource, outline: TraceOutline): TokenTrace {
  const reader = new TensorReader(source, outline.dataStart);
  const tensors: TraceTensors = { layers: new Map(), token: outline.tokenTensors };
  return new OpenTrace(source, reader, outlinedHeader(outline), tensors);
}

class OpenTrace implements Trace {
  constructor(
    private readonly source: ByteSource,
    private readonly reader: TensorReader,
    readonly header: TraceHeader,
    private readonly tensors: TraceTensors,
  ) {}

  keys(layer: number, kvHead: number): Promise<Float32Array> {
    return this.guard(() => this.floats("keys", layer, kvHead));
  }

  values(layer: number, kvHead: number): Promise<Float32Array> {
    return this.guard(() => this.floats("values", layer, kvHead));
  }

  queries(layer: number, queryHead: number): Promise<Float32Array> {
    return this.guard(() => this.floats("queries", layer, queryHead));
  }

  selection(layer: number, queryHead: number): Promise<RecordedSelection> {
    return this.guard(() => {
      checkIndex("query head", queryHead, this.header.queryHeads);
      const offsets = this.layerTensor(layer, "selected_offsets");
      const tokens = this.layerTensor(layer, "selected_tokens");
      return readSelection(this.reader, offsets, tokens, this.header, queryHead);
    });
  }

  tokenIds(from: TokenIndex, to: TokenIndex): Promise<Float64Array> {
    return this.guard(() => {
      this.checkTokens(from, to);
      return readTokenIds(this.reader, this.tokenTensor("tokens"), from, to);
    });
  }

  tokenText(from: TokenIndex, to: TokenIndex): Promise<readonly string[]> {
    return this.guard(() => {
      this.checkTokens(from, to);
      const offsets = this.tokenTensor("token_text_offsets");
      return readTokenText(this.reader, offsets, this.tokenTensor("token_text"), from, to);
    });
  }

  checkContent(): Promise<void> {
    return this.source.checkContent();
  }

  close(): Promise<void> {
    return this.source.close();
  }

  private async floats(kind: "keys" | "values" | "queries", layer: number, head: number) {
    const { header } = this;
    const perQuery = kind === "queries";
    const heads = perQuery ? header.queryHeads : header.kvHeads;
    checkIndex(perQuery ? "query head" : "KV head", head, heads);
    const entry = this.layerTensor(layer, kind);
    const rows = perQuery ? header.decodeSteps : header.tokens;
    const count = rows * header.headDimension;
    const bytes = await this.reader.elements(entry, head * count, count);
    const floats = decodeFloats(bytes, entry.dtype as FloatType);
    const bad = firstNonFinite(floats);
    if (bad >= 0) {
      const row = Math.floor(bad / header.headDimension);
      const where = perQuery
        ? `query head ${head}, step ${row} (token ${header.promptTokens + row})`
        : `KV head ${head}, token ${row}`;
      const reason = `${floats[bad]} in layer ${layer}, ${where}`;
      const component = `component ${bad % header.headDimension}`;
      throw new InputError(entry.name, `${reason}, ${component}`, {
        offset: this.reader.position(entry, head * count + bad),
      });
    }
    return floats;
  }

  private layerTensor(layer: number, kind: LayerTensor): TensorEntry {
    const entries = this.tensors.layers.get(layer);
    if (entries === undefined) {
      const ids = this.header.layers.map(({ id }) => id).join(", ");
      throw new InputError("layer", `${layer} is not in the trace, which holds ${ids}`);
    }
    const entry = entries[kind];
    if (entry !== undefined) return entry;
    throw new InputError(layerTensorName(layer, kind), "is not in the trace");
  }

  private tokenTensor(kind: TokenTensor): TensorEntry {
    const entry = this.tensors.token[kind];
    if (entry !== undefined) return entry;
    throw new InputError(kind, "is not in the trace");
  }

  private checkTokens(from: TokenIndex, to: TokenIndex): void {
    const { tokens } = this.header;
    if (Number.isInteger(from) && Number.isInteger(to) && 0 <= from && from <= to && to <= tokens) {
      return;
    }
    throw new InputError("token", `${from} .. ${to} is not a range within 0 .. ${tokens}`);
  }

  /** Reads from an unchanged file only, and says which file an error is about. */
  private async guard<Result>(read: () => Result | Promise<Result>): Promise<Result> {
    try {
      await this.source.checkUnchanged();
      return await settled(this.source, read);
    } catch (error) {
      throw withFile(error, this.source.name);
    }
  }
}

function checkIndex(name: string, index: number, count: number): void {
  if (Number.isInteger(index) && index >= 0 && index < count) return;
  throw new InputError(name, `${index} is not in 0 .. ${count - 1}`);
}
