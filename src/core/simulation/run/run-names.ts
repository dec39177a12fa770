import type { Policy, PolicyParameter } from "../../policy/policy";
import type { RunConfiguration } from "./configuration";

/** What names of runs are made of. */
export interface NamedParts {
  readonly policies: readonly NamedPolicy[];
  readonly placements: readonly { readonly id: string; readonly label: string }[];
  /** Name of the device that a run has where nobody chose another one. */
  readonly defaultDevice: string;
}

interface NamedPolicy extends Pick<Policy, "id" | "label" | "usesBudget" | "defaultPlacement"> {
  readonly parameters: readonly NamedParameter[];
}

interface NamedParameter extends Pick<PolicyParameter, "name" | "default"> {
  /** The product's own default, where `default` is one of the user's. */
  readonly productDefault?: number;
}

/** What a name may mention besides policy and budget: undefined where it is as it usually is. */
const traits: readonly ((run: RunConfiguration, parts: NamedParts) => string | undefined)[] = [
  ({ policy, placement }, { policies, placements }) => {
    if (placement === policies.find(({ id }) => id === policy)?.defaultPlacement) return undefined;
    return placements.find(({ id }) => id === placement)?.label ?? placement;
  },
  changedParameters,
  ({ device }, { defaultDevice }) => (device === defaultDevice ? undefined : device),
  ({ chargeIndex }) => (chargeIndex ? undefined : "index free"),
  ({ chargeClustering }) => (chargeClustering ? undefined : "clustering free"),
  ({ energyModel }) => (energyModel === "attacc" ? "AttAcc energy" : undefined),
];

/**
 * The name of a run, wherever it is named: its policy with its budget, then whatever is not the
 * policy's or the product's default. It tells the run apart from any other one, so it stays when
 * others come or go.
 */
export function nameRun(run: RunConfiguration, parts: NamedParts): string {
  const policy = parts.policies.find(({ id }) => id === run.policy);
  const label = policy?.label ?? run.policy;
  const told = traits.map((trait) => trait(run, parts)).filter((text) => text !== undefined);
  return [policy?.usesBudget ? `${label} ${run.budget}` : label, ...told].join(" · ");
}

/** Names of several runs; equal runs are numbered. */
export function nameRuns(runs: readonly RunConfiguration[], parts: NamedParts): string[] {
  const names = runs.map((run) => nameRun(run, parts));
  return names.map((name, index) => {
    const earlier = names.slice(0, index).filter((other) => other === name).length;
    return earlier === 0 ? name : `${name} (${earlier + 1})`;
  });
}

function changedParameters(run: RunConfiguration, { policies }: NamedParts): string | undefined {
  const parameters = policies.find(({ id }) => id === run.policy)?.parameters ?? [];
  const changed = parameters.flatMap(({ name, default: usual, productDefault = usual }) => {
    const value = run.parameters[name] ?? usual;
    return value === productDefault ? [] : [`${name} ${value}`];
  });
  return changed.length > 0 ? changed.join(", ") : undefined;
}
