import type { TraceFacts, TraceHeader } from "../trace";

/** Characters of a text of the file that a person reads. */
const longestFact = 10_000;
const longestName = 200;
const mostNames = 1000;

/**
 * A header whose texts are short, whatever the file's are: facts and names are cut off, and of more
 * unknown tensors than anybody reads only the number is kept. Of a short header it is the same.
 */
export function shortHeader(header: TraceHeader): TraceHeader {
  const { facts, unknownTensors, furtherTensors = 0 } = header;
  const names = unknownTensors.slice(0, mostNames).map((name) => shortened(name, longestName));
  const further = furtherTensors + unknownTensors.length - names.length;
  const short = Object.entries(facts as Readonly<Record<string, string>>).map(([fact, text]) => {
    return [fact, shortened(text, longestFact)];
  });
  return {
    ...header,
    facts: Object.fromEntries(short) as TraceFacts,
    unknownTensors: names,
    ...(further > 0 && { furtherTensors: further }),
  };
}

function shortened(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length)}…`;
}
