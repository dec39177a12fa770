import type { ByteSink } from "../../files/byte-sink";
import { WholeFile } from "../../files/whole-file";
import type { TraceContent, WritableHeader } from "../trace-content";
import { writeTrace } from "../write-trace";
import type { WriteOptions } from "../write-trace";
import { HeadSpace } from "./head-space";
import { generateOptions } from "./options";
import type { GenerateParameters } from "./options";
import { syntheticKeys } from "./synthetic-keys";
import { syntheticQueries } from "./synthetic-queries";
import { syntheticValues } from "./synthetic-values";
import { topicSequence } from "./topic-sequence";

export type GenerateRun = Pick<WriteOptions, "signal" | "onProgress">;

/**
 * Writes a synthetic trace to a file; memory holds a piece of one head at a time.
 * @throws InputError if the file cannot be written
 */
export async function generateTraceFile(
  path: string,
  parameters: GenerateParameters,
  run: GenerateRun = {},
): Promise<void> {
  await generateTo(await WholeFile.create(path), parameters, run);
}

async function generateTo(sink: ByteSink, parameters: GenerateParameters, run: GenerateRun) {
  const { header, content } = syntheticTrace(parameters);
  await writeTrace(sink, header, content, { ...run, dataType: parameters.dataType });
}

/** A synthetic trace: what its file says, and its numbers, made as they are asked for. */
export function syntheticTrace(parameters: GenerateParameters): {
  readonly header: WritableHeader;
  readonly content: TraceContent;
} {
  const { queryHeads, kvHeads, promptTokens, steps, headDimension, topics, seed } = parameters;
  const topicOf = topicSequence(promptTokens + steps, topics, seed);
  const group = queryHeads / kvHeads;
  return {
    header: {
      promptTokens,
      decodeSteps: steps,
      queryHeads,
      kvHeads,
      headDimension,
      softmaxScale: 1 / Math.sqrt(headDimension),
      layers: Array.from({ length: parameters.layers }, (_, id) => ({
        id,
        hasKeys: true,
        hasValues: true,
        hasQueries: true,
        hasSelection: false,
      })),
      hasTokenIds: true,
      hasTokenText: false,
      facts: {
        model: "synthetic",
        producer: "KV Trace Inspector, synthetic generator 1",
        source: generateOptions.map(({ name }) => `${name}=${parameters[name]}`).join(" "),
        textSource: "none; a token's id is the number of its topic",
        rope: "none; position lies in slow waves of its own",
      },
    },
    content: {
      keys: (layer, head) =>
        syntheticKeys(parameters, new HeadSpace(parameters, layer, head), topicOf, layer, head),
      values: (layer, head) => syntheticValues(parameters, topicOf, layer, head),
      queries: (layer, head) => {
        const space = new HeadSpace(parameters, layer, Math.floor(head / group));
        return syntheticQueries(parameters, space, topicOf, layer, head);
      },
      tokenIds: () => Float64Array.from(topicOf),
    },
  };
}
