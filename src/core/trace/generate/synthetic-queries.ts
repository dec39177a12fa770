import type { HeadSpace } from "./head-space";
import type { GenerateParameters } from "./options";
import { Random } from "./random";
import { rowRuns } from "./row-runs";
import { streams } from "./streams";
import { waveSize } from "./synthetic-keys";
import { Waves } from "./waves";

/** Logit that a topic's tokens get from a query for it. */
const topicLogit = 8;
/** The same for heads that look at near tokens. */
const weakTopicLogit = 2;
/** Logit of each circle between the query's position and its own. */
const waveLogit = 5;
/** Logit of the first token. */
const sinkLogit = 6;
/** Chance that a query asks for the topic of its own token; else for that of an earlier one. */
const ownTopic = 0.5;
/** Standard deviation of what has no meaning, per component. */
const noise = 0.3;

/** Every fourth query head, from the second on, looks at near tokens first. */
export function looksNear(queryHead: number): boolean {
  return queryHead % 4 === 1;
}

/**
 * Queries of one query head: each asks for a topic, or for the tokens just before, and a little
 * for the first token. With keys of length sqrt(D) and the scale 1/sqrt(D), a point's coordinate
 * times the key's is a logit.
 * @param topicOf topic of each token, [T]
 * @returns runs of rows, together row-major [S, D]
 */
export function syntheticQueries(
  parameters: GenerateParameters,
  space: HeadSpace,
  topicOf: Uint16Array,
  layer: number,
  queryHead: number,
): Iterable<Float32Array> {
  const { headDimension, promptTokens, steps, seed } = parameters;
  const random = Random.stream(seed, streams.queries, layer, queryHead);
  const waves = new Waves(space.wavePairs, topicOf.length);
  for (let token = 0; token < promptTokens; token++) waves.advance();
  const near = looksNear(queryHead);
  const point = new Float64Array(space.size);
  const vector = new Float64Array(headDimension);
  return rowRuns(steps, headDimension, (step, row) => {
    const position = promptTokens + step;
    const asked = random.uniform() < ownTopic ? position : random.below(position + 1);
    aim(space, topicOf[asked], near ? weakTopicLogit : topicLogit, point);
    for (const [i, wave] of waves.points.entries()) {
      point[space.themes + i] = near ? (waveLogit / waveSize) * wave : 0;
    }
    point[space.size - 1] = sinkLogit;
    space.place(point, vector);
    for (let d = 0; d < headDimension; d++) row[d] = vector[d] + noise * random.flat();
    waves.advance();
  });
}

/** Sets the themes of `point` so that the topic's centre has this logit. */
function aim(space: HeadSpace, topic: number, logit: number, point: Float64Array): void {
  const { themes } = space;
  const centre = space.centres.subarray(topic * themes, (topic + 1) * themes);
  const square = centre.reduce((sum, value) => sum + value * value, 0);
  // Against the unit vector, not the centre: topics far out are more attractive, as in real heads.
  const weight = logit / Math.sqrt(Math.max(square, Number.MIN_VALUE));
  for (let theme = 0; theme < themes; theme++) point[theme] = weight * centre[theme];
}
