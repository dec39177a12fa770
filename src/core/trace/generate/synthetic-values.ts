import type { GenerateParameters } from "./options";
import { Random } from "./random";
import { rowRuns } from "./row-runs";
import { streams } from "./streams";

/** Standard deviation of a value around its topic's, against 1 between topics. */
const spread = 0.5;

/**
 * Values of one KV head: what its topic says, and something of its own.
 * @param topicOf topic of each token, [T]
 * @returns runs of rows, together row-major [T, D]
 */
export function syntheticValues(
  { headDimension, topics, seed }: GenerateParameters,
  topicOf: Uint16Array,
  layer: number,
  kvHead: number,
): Iterable<Float32Array> {
  const random = Random.stream(seed, streams.values, layer, kvHead);
  const meanings = Float64Array.from({ length: topics * headDimension }, () => random.bell());
  return rowRuns(topicOf.length, headDimension, (token, row) => {
    const meaning = topicOf[token] * headDimension;
    for (let d = 0; d < headDimension; d++) {
      row[d] = meanings[meaning + d] + spread * random.flat();
    }
  });
}
