import { lackedTensors } from "../../../src/shared/figures";
import type { Catalog, RunConfiguration, TraceLayer } from "../../../src/shared/protocol";

/**
 * The run that "Add run" adds: the next policy that no run has yet and that the layer can feed, set
 * up like the shown run otherwise; a second run of the shown one where every policy is there.
 */
export function newRun(
  runs: readonly RunConfiguration[],
  shown: RunConfiguration,
  catalog: Catalog,
  layer: TraceLayer | undefined,
): RunConfiguration {
  const policy = catalog.policies.find(
    ({ id, needs }) =>
      lackedTensors(layer, needs).length === 0 && !runs.some((run) => run.policy === id),
  );
  if (!policy) return shown;
  return {
    ...shown,
    policy: policy.id,
    parameters: {},
    placement: placementOf(policy.id, catalog),
  };
}

/** A policy's own placement where there is one of its name; else the order of the tokens. */
function placementOf(policy: string, catalog: Catalog): RunConfiguration["placement"] {
  const own = catalog.placements.find(({ id }) => id === policy);
  return (own?.id ?? "token-order") as RunConfiguration["placement"];
}
