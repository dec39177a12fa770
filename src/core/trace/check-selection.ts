import type { RecordedSelection } from "./trace";

/** What is wrong with a recorded selection, and at which index of which array. */
export interface SelectionFault {
  readonly array: "offsets" | "tokens";
  readonly index: number;
  readonly reason: string;
}

/**
 * Offsets must not descend; the tokens of step s must ascend without repeats within 0 .. P + s.
 * @returns the first fault
 */
export function findSelectionFault(
  { offsets, tokens }: RecordedSelection,
  promptTokens: number,
): SelectionFault | undefined {
  for (let step = 0; step + 1 < offsets.length; step++) {
    const [begin, end] = [offsets[step], offsets[step + 1]];
    if (end < begin || end > tokens.length) {
      const reason = `${end} at step ${step} does not follow ${begin} within ${tokens.length}`;
      return { array: "offsets", index: step + 1, reason };
    }
    let previous = -1;
    for (let index = begin; index < end; index++) {
      const token = tokens[index];
      if (token < 0 || token > promptTokens + step) {
        const reason = `token ${token} at step ${step} is not in 0 .. ${promptTokens + step}`;
        return { array: "tokens", index, reason };
      }
      if (token <= previous) {
        const reason = `token ${token} at step ${step} does not ascend after ${previous}`;
        return { array: "tokens", index, reason };
      }
      previous = token;
    }
  }
  return undefined;
}
