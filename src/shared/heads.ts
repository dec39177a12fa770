import type { TraceHeader } from "../core/trace/trace";

export { kvHeadOf } from "../core/trace/trace";

/** Query heads that read the same KV head, Hq / Hkv. */
export function groupSize(header: TraceHeader): number {
  return header.queryHeads / header.kvHeads;
}
