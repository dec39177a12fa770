import { fillSink, type ByteSink } from "../files/byte-sink";
import { encodeHeader, tensorBytes } from "./header/encode-header";
import { WholeFile } from "../files/whole-file";
import type { FloatType } from "./format";
import { traceMetadata } from "./header/metadata";
import { planTensors } from "./header/plan-tensors";
import type { TraceContent, WritableHeader } from "./trace-content";

export interface WriteOptions {
  /** Type of keys, values and queries in the file. */
  readonly dataType: FloatType;
  /** Ends the write with its reason; nothing is left behind. */
  readonly signal?: AbortSignal;
  /** Called after each piece with the part that is written, 0 .. 1. */
  readonly onProgress?: (fraction: number) => void;
}

/**
 * Writes a trace to a file, piece by piece; the file appears when it is complete.
 * @throws InputError if the file cannot be written or a number does not fit
 */
export async function writeTraceFile(
  path: string,
  header: WritableHeader,
  content: TraceContent,
  options: WriteOptions,
): Promise<void> {
  await writeTrace(await WholeFile.create(path), header, content, options);
}

/** Writes the header, then each tensor head by head; the sink is finished or abandoned. */
export async function writeTrace(
  sink: ByteSink,
  header: WritableHeader,
  content: TraceContent,
  { dataType, signal, onProgress }: WriteOptions,
): Promise<void> {
  await fillSink(sink, async () => {
    const tensors = await planTensors(header, content, dataType);
    const { bytes, dataBytes } = encodeHeader(tensors, traceMetadata(header));
    signal?.throwIfAborted();
    await sink.write(bytes);
    let written = 0;
    let planned = 0;
    for (const tensor of tensors) {
      for await (const chunk of tensor.chunks()) {
        signal?.throwIfAborted();
        await sink.write(chunk);
        written += chunk.length;
        onProgress?.(written / dataBytes);
      }
      planned += tensorBytes(tensor);
      if (written !== planned) throw new Error(`${tensor.name}: the content changed meanwhile`);
    }
    signal?.throwIfAborted();
  });
}
