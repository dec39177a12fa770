import type { Catalog, PolicyEntry, PolicyNeed, TraceLayer } from "../../../src/shared/protocol";
import type { Choice } from "../../parts/controls/choice";

/** What a policy needs and a layer of the trace does not hold. */
export function missingTensors(policy: PolicyEntry, layer: TraceLayer | undefined): PolicyNeed[] {
  const held: Readonly<Record<PolicyNeed, boolean | undefined>> = {
    keys: layer?.hasKeys,
    values: layer?.hasValues,
    queries: layer?.hasQueries,
    selection: layer?.hasSelection,
  };
  return policy.needs.filter((need) => !held[need]);
}

/** Every policy; one that the trace cannot feed is offered with the reason, but not to choose. */
export function policyChoices(catalog: Catalog, layer: TraceLayer | undefined): Choice[] {
  return catalog.policies.map((policy) => {
    const missing = missingTensors(policy, layer);
    const reason = missing.length > 0 ? ` (trace has no ${missing.join(", ")})` : "";
    return { value: policy.id, label: policy.label + reason, disabled: missing.length > 0 };
  });
}
