import { denseLayers } from "../core/policy/parameter";
import type { RunConfiguration } from "../core/simulation/run/configuration";

/** What tells how many layers a policy reads whole. */
interface DensePolicies {
  readonly policies: readonly {
    readonly id: string;
    readonly parameters: readonly { readonly name: string; readonly default: number }[];
  }[];
}

/** How many layers of the model, from the first on, a run reads whole by its policy's own rule. */
export function denseLayersOf(
  { policy, parameters }: Pick<RunConfiguration, "policy" | "parameters">,
  { policies }: DensePolicies,
): number {
  const known = policies.find(({ id }) => id === policy)?.parameters ?? [];
  const rule = known.find(({ name }) => name === denseLayers.name);
  return rule ? (parameters[rule.name] ?? rule.default) : 0;
}

/**
 * Whether a run reads a layer whole by its policy's own rule, whatever its budget; no such rule
 * says so of a policy that reads every layer whole.
 */
export function isDenseHere(
  run: Pick<RunConfiguration, "policy" | "parameters">,
  layer: number,
  catalog: DensePolicies,
): boolean {
  return layer < denseLayersOf(run, catalog);
}

/** The run without that rule: it selects tokens in every layer. */
export function withoutDenseLayers(run: RunConfiguration): RunConfiguration {
  return { ...run, parameters: { ...run.parameters, [denseLayers.name]: 0 } };
}
