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
  const free = servedPolicies(catalog, layer).find((id) => !runs.some((run) => run.policy === id));
  return free === undefined ? shown : withPolicy(shown, free, catalog);
}

/** A run of each policy that the layer can feed, set up like the shown run otherwise. */
export function runsOfPolicies(
  shown: RunConfiguration,
  catalog: Catalog,
  layer: TraceLayer | undefined,
): RunConfiguration[] {
  return servedPolicies(catalog, layer).map((id) => withPolicy(shown, id, catalog));
}

function servedPolicies({ policies }: Catalog, layer: TraceLayer | undefined): string[] {
  return policies
    .filter(({ needs }) => lackedTensors(layer, needs).length === 0)
    .map(({ id }) => id);
}

function withPolicy(run: RunConfiguration, policy: string, catalog: Catalog): RunConfiguration {
  return { ...run, policy, parameters: {}, placement: placementOf(policy, catalog) };
}

/** A policy's own placement where there is one of its name; else the order of the tokens. */
function placementOf(policy: string, catalog: Catalog): RunConfiguration["placement"] {
  const own = catalog.placements.find(({ id }) => id === policy);
  return (own?.id ?? "token-order") as RunConfiguration["placement"];
}
