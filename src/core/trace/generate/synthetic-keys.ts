import type { HeadSpace } from "./head-space";
import type { GenerateParameters } from "./options";
import { Random } from "./random";
import { rowRuns } from "./row-runs";
import { streams } from "./streams";
import { Waves } from "./waves";

/** How far a key drifts from its topic's centre, against 1 for the centres themselves. */
const drift = 0.35;
/** What the drift keeps from one token to the next: neighbours are alike. */
const persistence = 0.9;
/** Radius of the circles that carry the position. */
export const waveSize = 0.3;
/** How far the first token lies along the sink. */
const sinkSize = 1;
/** Standard deviation of what no direction explains, per component. */
const noise = 0.2;

/**
 * Keys of one KV head: common part + topic + drift + position + noise, times sqrt(D) so that
 * components are about 1.
 * @param topicOf topic of each token, [T]
 * @returns runs of rows, together row-major [T, D]
 */
export function syntheticKeys(
  parameters: GenerateParameters,
  space: HeadSpace,
  topicOf: Uint16Array,
  layer: number,
  kvHead: number,
): Iterable<Float32Array> {
  const { headDimension, seed } = parameters;
  const random = Random.stream(seed, streams.keys, layer, kvHead);
  const waves = new Waves(space.wavePairs, topicOf.length);
  const { themes, spectrum, centres, common } = space;
  const state = new Float64Array(themes);
  const point = new Float64Array(space.size);
  const vector = new Float64Array(headDimension);
  const fresh = Math.sqrt(1 - persistence * persistence);
  const scale = Math.sqrt(headDimension);
  return rowRuns(topicOf.length, headDimension, (token, row) => {
    for (let theme = 0; theme < themes; theme++) {
      const innovation = token === 0 ? 1 : fresh;
      state[theme] = persistence * state[theme] + innovation * random.bell();
      const centre = centres[topicOf[token] * themes + theme];
      point[theme] = centre + drift * spectrum[theme] * state[theme];
    }
    for (const [i, wave] of waves.points.entries()) point[themes + i] = waveSize * wave;
    point[space.size - 1] = token === 0 ? sinkSize : 0;
    space.place(point, vector);
    for (let d = 0; d < headDimension; d++) {
      row[d] = scale * (vector[d] + common[d]) + noise * random.flat();
    }
    waves.advance();
  });
}
