import { parameterValue } from "../../policy/parameter";
import { findPolicy } from "../../policy/registry";
import type { PolicyParameters } from "../../policy/policy";
import type { RunConfiguration } from "../../simulation/run/configuration";
import { canonicalJson } from "../../same-value";
import type { Experiment, PolicySweep } from "./experiment";

/**
 * The runs of an experiment: all combinations of what it sweeps, the policy varying slowest, then
 * its parameters in the order in which they are given, budget, placement, device, what is charged
 * for the index and for clustering, and the energy model fastest. Every parameter is written out.
 * A run that occurs twice is kept once; a policy without a budget takes the first one, which its
 * recall is then measured against.
 * @param devices names of the devices, in the order of `experiment.devices`
 * @throws InputError when a policy is unknown
 */
export function expandRuns(experiment: Experiment, devices: readonly string[]): RunConfiguration[] {
  const runs = new Map<string, RunConfiguration>();
  for (const sweep of experiment.policies) {
    const policy = findPolicy(sweep.policy);
    const budgets = policy.usesBudget ? experiment.budgets : experiment.budgets.slice(0, 1);
    const placements = experiment.placements.map((placement) =>
      placement === "own" ? policy.defaultPlacement : placement,
    );
    for (const parameters of expandParameters(sweep))
      for (const budget of budgets)
        for (const placement of placements)
          for (const device of devices)
            for (const chargeIndex of experiment.chargeIndex)
              for (const chargeClustering of experiment.chargeClustering)
                for (const energyModel of experiment.energyModels) {
                  const run: RunConfiguration = {
                    policy: policy.id,
                    parameters,
                    budget,
                    placement,
                    device,
                    chargeIndex,
                    chargeClustering,
                    energyModel,
                  };
                  const key = canonicalJson(run);
                  if (!runs.has(key)) runs.set(key, run);
                }
  }
  return [...runs.values()];
}

/** Every combination of a policy's parameters, absent ones at their default. */
function expandParameters({ policy, parameters }: PolicySweep): PolicyParameters[] {
  let combinations: PolicyParameters[] = [{}];
  for (const [name, values] of Object.entries(parameters)) {
    combinations = combinations.flatMap((given) =>
      values.map((value) => ({ ...given, [name]: value })),
    );
  }
  const defaults = findPolicy(policy).parameters;
  return combinations.map((given) => ({
    ...Object.fromEntries(defaults.map((each) => [each.name, parameterValue(each, given)])),
    ...given,
  }));
}
