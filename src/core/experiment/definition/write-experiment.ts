import { defaultDevicePreset } from "../../memory/device-presets";
import { findPolicy } from "../../policy/registry";
import type { RunConfiguration } from "../../simulation/run/configuration";
import { canonicalJson } from "../../same-value";
import { defaultBudget } from "./experiment-reader";

/** What an experiment is made from. */
export interface ExperimentSource {
  readonly name: string;
  /** Relative to the experiment's file, `/` between folders. */
  readonly trace: string;
  readonly layer: number;
  /** At least one. */
  readonly runs: readonly RunConfiguration[];
  /** What the experiment calls the device of a run: its name, or a path where it is the user's own. */
  readonly deviceName: (device: string) => string;
}

/**
 * The text of an experiment of given runs on one layer. An experiment holds all combinations of what it sweeps,
 * so it has more runs than these where they do not form all combinations of what they take.
 */
export function experimentText(source: ExperimentSource): string {
  const { runs, deviceName } = source;
  const budgets = runs.filter(({ policy }) => findPolicy(policy).usesBudget);
  const content = {
    name: source.name,
    traces: source.trace,
    layers: source.layer,
    policies: distinct(runs.map(policyOf)),
    ...swept("budgets", distinct(budgets.map(({ budget }) => budget)), defaultBudget),
    ...swept("placements", distinct(runs.map(placementOf)), "own"),
    ...swept(
      "devices",
      distinct(runs.map(({ device }) => deviceName(device))),
      defaultDevicePreset.name,
    ),
    ...swept("index", distinct(runs.map(({ chargeIndex }) => chargeIndex)), true),
    ...swept("clustering", distinct(runs.map(({ chargeClustering }) => chargeClustering)), true),
    ...swept("energyModels", distinct(runs.map(({ energyModel }) => energyModel)), "row-aware"),
  };
  return `// All combinations of what is listed are simulated.\n${JSON.stringify(content, null, 2)}\n`;
}

/** Nothing where a list says no more than what holds without it. */
function swept(field: string, values: readonly unknown[], byDefault: unknown): object {
  if (values.length === 0 || (values.length === 1 && values[0] === byDefault)) return {};
  return { [field]: values };
}

function policyOf({ policy, parameters }: RunConfiguration): unknown {
  const { parameters: declared } = findPolicy(policy);
  const own = Object.entries(parameters).filter(
    ([name, value]) => declared.find((parameter) => parameter.name === name)?.default !== value,
  );
  return own.length === 0 ? policy : { policy, parameters: Object.fromEntries(own) };
}

function placementOf({ policy, placement }: RunConfiguration): string {
  return placement === findPolicy(policy).defaultPlacement ? "own" : placement;
}

function distinct<Value>(values: readonly Value[]): Value[] {
  return [...new Map(values.map((value) => [canonicalJson(value), value])).values()];
}
