import type { Catalog, EnergyModel, RunConfiguration } from "../../../src/shared/protocol";
import { formatCount, formatNumber } from "./number";

export const energyModelLabels: Readonly<Record<EnergyModel, string>> = {
  "row-aware": "row-aware",
  attacc: "AttAcc, as published",
};

/** What a run's name may mention, from the most telling to the least. */
const traits: readonly ((run: RunConfiguration, catalog: Catalog) => string)[] = [
  (run, { placements }) => labelOf(placements, run.placement),
  (run, { devices }) => labelOf(devices, run.device),
  (run, catalog) => describeParameters(run, catalog),
  (run) => (run.chargeIndex ? "index charged" : "index free"),
  (run) => (run.chargeClustering ? "clustering charged" : "clustering free"),
  (run) => `${run.energyModel} energy`,
];

/**
 * Short names for legends and tables: the policy with its budget, then whatever else two runs of
 * that policy and budget differ in. Equal runs are numbered.
 */
export function nameRuns(runs: readonly RunConfiguration[], catalog: Catalog): string[] {
  const names = runs.map((run) => {
    const twins = runs.filter((other) => baseName(other, catalog) === baseName(run, catalog));
    const telling = traits.filter((trait) => new Set(twins.map((t) => trait(t, catalog))).size > 1);
    return [baseName(run, catalog), ...telling.map((trait) => trait(run, catalog))]
      .filter((part) => part !== "")
      .join(" · ");
  });
  return names.map((name, index) => {
    const earlier = names.slice(0, index).filter((other) => other === name).length;
    return earlier === 0 ? name : `${name} (${earlier + 1})`;
  });
}

function baseName(run: RunConfiguration, catalog: Catalog): string {
  const policy = catalog.policies.find(({ id }) => id === run.policy);
  const label = policy?.label ?? run.policy;
  return policy?.usesBudget ? `${label} · B ${formatCount(run.budget)}` : label;
}

function describeParameters(run: RunConfiguration, catalog: Catalog): string {
  const policy = catalog.policies.find(({ id }) => id === run.policy);
  return (policy?.parameters ?? [])
    .map(({ name, default: usual }) => `${name} ${formatNumber(run.parameters[name] ?? usual)}`)
    .join(", ");
}

function labelOf(entries: readonly { id: string; label: string }[], id: string): string {
  return entries.find((entry) => entry.id === id)?.label ?? id;
}
