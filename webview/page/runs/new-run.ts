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
  const free = servedPolicies(catalog, layer).find(({ id }) => {
    return !runs.some((run) => run.policy === id);
  });
  return free === undefined ? shown : withPolicy(shown, free);
}

/** A run of each policy that the layer can feed, set up like the shown run otherwise. */
export function runsOfPolicies(
  shown: RunConfiguration,
  catalog: Catalog,
  layer: TraceLayer | undefined,
): RunConfiguration[] {
  return servedPolicies(catalog, layer).map((policy) => withPolicy(shown, policy));
}

/**
 * What changes with the policy of a run: its parameters are those of the policy, and so is its
 * placement unless the user chose another than that of the policy before.
 */
export function changePolicy(
  { policy: before, placement }: RunConfiguration,
  policy: string,
  { policies }: Catalog,
): Partial<RunConfiguration> {
  const own = (wanted: string) => policies.find(({ id }) => id === wanted)?.defaultPlacement;
  const next = own(policy);
  const follows = placement === own(before) && next !== undefined;
  return { policy, parameters: {}, ...(follows && { placement: next }) };
}

type Policy = Catalog["policies"][number];

function servedPolicies({ policies }: Catalog, layer: TraceLayer | undefined): Policy[] {
  return policies.filter(({ needs }) => lackedTensors(layer, needs).length === 0);
}

function withPolicy(run: RunConfiguration, { id, defaultPlacement }: Policy): RunConfiguration {
  return { ...run, policy: id, parameters: {}, placement: defaultPlacement };
}
