import type { HeadResult } from "../../../src/shared/protocol";

/** What results lack of the figures that they are to have, in words; undefined where they are whole. */
export function lackOf({
  run,
  queryHead,
  steps,
  unitsPerChannel,
  columns,
  loads,
}: HeadResult): string | undefined {
  const wanted = [
    ...Object.entries(columns).map(([name, column]) => [name, column.length, steps] as const),
    ...Object.entries(loads).map(
      ([name, load]) => [name, load.length, steps * unitsPerChannel] as const,
    ),
  ];
  const lack = wanted.find(([, length, whole]) => length !== whole);
  if (!lack) return undefined;
  const [name, length, whole] = lack;
  return `results: ${name} of run ${run + 1}, query head ${queryHead} came with ${length} of ${whole} figures; run the simulation again`;
}

/** What is missing of as many results as a plan comes to, in words; undefined where all are there. */
export function lackOfHeads(heads: readonly HeadResult[], wanted: number): string | undefined {
  if (heads.length === wanted) return undefined;
  return `results: ${heads.length} of ${wanted} query heads came; run the simulation again`;
}
