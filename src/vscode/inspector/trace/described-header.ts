import { InputError } from "../../../core/errors";
import type { TraceFacts, TraceHeader } from "../../../core/trace/trace";

/** More layers than any model has; the page lists them all. */
const mostLayers = 10_000;

/** Characters of a text of the file that a person reads. */
const longestFact = 10_000;
const longestName = 200;
const mostNames = 1000;

/**
 * A header as a page is told it: its texts are the file's, and may be of any length.
 * @throws InputError where there are more layers than a page can list
 */
export function describedHeader(header: TraceHeader): TraceHeader {
  const { layers, facts, unknownTensors } = header;
  if (layers.length > mostLayers) {
    throw new InputError(
      "layers",
      `${layers.length} are more than the ${mostLayers} that can be shown`,
    );
  }
  const names = unknownTensors.slice(0, mostNames).map((name) => shortened(name, longestName));
  const further = unknownTensors.length - names.length;
  const told = Object.entries(facts as Readonly<Record<string, string>>).map(([fact, text]) => {
    return [fact, shortened(text, longestFact)];
  });
  return {
    ...header,
    facts: Object.fromEntries(told) as TraceFacts,
    unknownTensors: further > 0 ? [...names, `and ${further} more`] : names,
  };
}

function shortened(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length)}…`;
}
