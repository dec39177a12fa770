import type { PolicyNeed } from "../../policy/policy";
import { policies } from "../../policy/registry";
import type { TraceHeader } from "../../trace/trace";
import { hasNeed, needNames } from "./plan";

/** What cannot be computed on a trace for want of tensors or steps, one sentence each. */
export function describeLacks({
  layers,
  decodeSteps,
}: Pick<TraceHeader, "layers" | "decodeSteps">): string[] {
  const has = (need: PolicyNeed) => layers.every((layer) => hasNeed(layer, need));
  const lacks: string[] = [];
  if (decodeSteps === 0) {
    lacks.push("There are no decode steps to simulate: fewer prompt tokens leave some.");
  }
  const missing = (["keys", "queries"] as const).filter((need) => !has(need));
  if (missing.length > 0) {
    const blocked = policies.filter(({ needs }) => !needs.every(has) && needs.some(isMissing));
    const possible = policies.filter(({ needs }) => needs.every(has));
    const names = (list: typeof policies) => list.map(({ id }) => id).join(", ");
    lacks.push(
      `Without ${missing.map((need) => needNames[need]).join(" and ")}, attention mass, recall and ` +
        `output error are not computed; ${names(blocked)} cannot run, ${names(possible)} can.`,
    );
  } else if (!has("values")) {
    lacks.push("Without values, the output error is not computed.");
  }
  return lacks;

  function isMissing(need: PolicyNeed): boolean {
    return (missing as readonly PolicyNeed[]).includes(need);
  }
}
