import { Random } from "./random";
import { streams } from "./streams";

/** Mean length of a run of tokens on one topic, in tokens. */
const runLength = 12;

/**
 * The topic of each token: runs of one topic, as in text, some topics far more frequent than others.
 * @returns [tokens], each 0 .. topics - 1
 */
export function topicSequence(tokens: number, topics: number, seed: number): Uint16Array {
  const random = Random.stream(seed, streams.topics);
  const sequence = new Uint16Array(tokens);
  let topic = 0;
  for (let token = 0; token < tokens; token++) {
    if (token === 0 || random.uniform() * runLength < 1) {
      const u = random.uniform();
      topic = Math.floor(topics * u * Math.sqrt(u));
    }
    sequence[token] = topic;
  }
  return sequence;
}
