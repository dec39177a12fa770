import type { HeadData, PolicyParameter } from "../policy";

/**
 * Several policies learn from the queries of the prompt, which a trace does not hold. The queries
 * of the first decode steps stand in for them: they know what will be asked, so figures of these
 * policies are, if anything, too good.
 */
export const observedSteps: PolicyParameter = {
  name: "observedSteps",
  description: "First decode steps whose queries stand in for the prompt's, which no trace holds.",
  minimum: 1,
  maximum: 4096,
  default: 32,
  integer: true,
};

/** Adds up `measure(query value)` per channel over a member's first steps. */
export function sumOverQueries(
  head: HeadData,
  member: number,
  steps: number,
  measure: (value: number) => number,
): Float64Array {
  const dimension = head.headDimension;
  const sums = new Float64Array(dimension);
  const observed = Math.min(steps, head.decodeSteps) * dimension;
  const queries = head.queries[member];
  for (let i = 0; i < observed; i++) sums[i % dimension] += measure(queries[i]);
  return sums;
}
