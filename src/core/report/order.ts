import type { HeadResult } from "../simulation/run/result";

/** Results by run, layer and query head, whatever order they came in. */
export function inOrder(heads: readonly HeadResult[]): HeadResult[] {
  return [...heads].sort((a, b) => a.run - b.run || a.layer - b.layer || a.queryHead - b.queryHead);
}
