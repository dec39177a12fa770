import { lackedTensors } from "../../../src/shared/figures";
import type { Catalog, TraceLayer } from "../../../src/shared/protocol";
import type { Choice } from "../../parts/controls/choice";

/** Every policy; one that the trace cannot feed is offered with the reason, but not to choose. */
export function policyChoices(catalog: Catalog, layer: TraceLayer | undefined): Choice[] {
  return catalog.policies.map((policy) => {
    const missing = lackedTensors(layer, policy.needs);
    const reason = missing.length > 0 ? ` (trace has no ${missing.join(", ")})` : "";
    return { value: policy.id, label: policy.label + reason, disabled: missing.length > 0 };
  });
}
