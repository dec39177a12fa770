import type { Random } from "../../../src/core/trace/generate/random";
import { mutateBytes } from "./bytes";
import { deepText, mutateJson, textOf, type Json } from "./json";
import { edgeNumbers, hostileTexts, pick } from "./values";

/** Text of a file of JSON: its values changed, its characters changed, or nested too deep. */
export function mutateJsonText(goods: readonly Json[], random: Random): string {
  const good = pick(goods, random);
  const way = random.below(40);
  if (way === 0) return deepText(random);
  if (way < 10) return mutateText(JSON.stringify(good, null, 2), random);
  return textOf(mutateJson(good, random));
}

/** Text with bytes changed, or words replaced by what means something elsewhere. */
export function mutateText(good: string, random: Random): string {
  if (random.below(2) === 0) return Buffer.from(mutateBytes(Buffer.from(good), random)).toString();
  const words = good.split(/(\s+|,)/);
  const count = 1 + random.below(3);
  for (let done = 0; done < count; done++) {
    const word = pick([...hostileTexts, ...edgeNumbers.map(String)], random);
    words[random.below(words.length)] = word;
  }
  return words.join("");
}
