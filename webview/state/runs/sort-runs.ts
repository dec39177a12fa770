import type {
  Catalog,
  ComparedFigure,
  CompareState,
  ComparisonOrder,
} from "../../../src/shared/protocol";
import { comparedFigures } from "../../../src/shared/protocol/view-state";
import type { ComparedRun } from "./compared-runs";
import { measureOf } from "./measures";

/** The runs in the order of the table; equal ones keep theirs, and missing figures come last. */
export function sortRuns(
  runs: readonly ComparedRun[],
  { order, descending }: Pick<CompareState, "order" | "descending">,
  catalog: Catalog,
): ComparedRun[] {
  if (order === null) return [...runs];
  const keyed = runs.map((run) => ({ run, key: sortKey(run, order, catalog) }));
  const sign = descending ? -1 : 1;
  keyed.sort((a, b) => {
    const missing = Number(isMissing(a.key)) - Number(isMissing(b.key));
    return missing || (isMissing(a.key) ? 0 : sign * compareKeys(a.key, b.key));
  });
  return keyed.map(({ run }) => run);
}

type Key = string | number;

function sortKey(run: ComparedRun, order: ComparisonOrder, catalog: Catalog): Key {
  return isFigure(order) ? measureOf(order).value(run) : configurationKeys[order](run, catalog);
}

function isFigure(order: ComparisonOrder): order is ComparedFigure {
  return comparedFigures.some((figure) => figure === order);
}

type ConfigurationKey = (run: ComparedRun, catalog: Catalog) => Key;

const configurationKeys: Readonly<
  Record<Exclude<ComparisonOrder, ComparedFigure>, ConfigurationKey>
> = {
  run: ({ name }) => name,
  policy: policyText,
  budget: budgetOf,
  placement: placementText,
  device: ({ device }) => device.label,
};

export function policyText({ configuration }: ComparedRun, { policies }: Catalog): string {
  const { policy } = configuration;
  return policies.find(({ id }) => id === policy)?.label ?? policy;
}

/** NaN for a policy that takes no budget. */
export function budgetOf({ configuration }: ComparedRun, { policies }: Catalog): number {
  const policy = policies.find(({ id }) => id === configuration.policy);
  return policy?.usesBudget ? configuration.budget : NaN;
}

export function placementText({ configuration }: ComparedRun, { placements }: Catalog): string {
  const { placement } = configuration;
  return placements.find(({ id }) => id === placement)?.label ?? placement;
}

function isMissing(key: Key): boolean {
  return typeof key === "number" && !Number.isFinite(key);
}

function compareKeys(a: Key, b: Key): number {
  return typeof a === "number" && typeof b === "number"
    ? a - b
    : String(a).localeCompare(String(b), "en", { numeric: true });
}
