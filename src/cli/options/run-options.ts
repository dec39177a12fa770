import type { Command } from "commander";
import { InputError } from "../../core/errors";
import type { DevicePreset } from "../../core/memory/device-preset";
import { defaultDevicePreset } from "../../core/memory/device-presets";
import type { PlacementId } from "../../core/placement/placement";
import { findPlacement } from "../../core/placement/registry";
import { findPolicy } from "../../core/policy/registry";
import type { EnergyModel, RunConfiguration } from "../../core/simulation/run/configuration";
import type { TraceHeader } from "../../core/trace/trace";
import { choice, list } from "./option-values";

/** How a run is configured, besides its policy and budget. */
export interface RunOptions {
  readonly set?: ParameterSetting[];
  readonly placement?: PlacementId;
  readonly device: string;
  readonly index: boolean;
  readonly clustering: boolean;
  readonly energyModel: EnergyModel;
}

/** One parameter of one policy. */
interface ParameterSetting {
  readonly policy: string;
  readonly name: string;
  readonly value: number;
}

export function runOptions(command: Command): Command {
  return command
    .option(
      "--set <settings>",
      "parameters of policies: policy.name=value, comma-separated",
      list("--set", parameterSetting),
    )
    .option("--placement <id>", "default: each policy's own", (id: string) => findPlacement(id).id)
    .option("--device <name>", "device preset, or a .json file of one", defaultDevicePreset.name)
    .option("--no-index", "do not charge the reads that decide what to read")
    .option("--no-clustering", "do not charge clustering in memory")
    .option(
      "--energy-model <name>",
      "row-aware or attacc",
      choice("--energy-model", ["row-aware", "attacc"] as const),
      "row-aware" as const,
    );
}

/** @param device what `--device` names */
export function runConfiguration(
  policy: string,
  budget: number,
  device: DevicePreset,
  options: RunOptions,
): RunConfiguration {
  return {
    policy,
    parameters: Object.fromEntries(
      (options.set ?? [])
        .filter((setting) => setting.policy === policy)
        .map(({ name, value }) => [name, value]),
    ),
    budget,
    placement: options.placement ?? findPolicy(policy).defaultPlacement,
    device: device.name,
    chargeIndex: options.index,
    chargeClustering: options.clustering,
    energyModel: options.energyModel,
  };
}

/** 1024 tokens, or a quarter of the context where that is less. */
export function defaultBudget({ tokens }: TraceHeader): number {
  return Math.max(1, Math.min(1024, Math.floor(tokens / 4)));
}

/** Reads `policy.name=value`; whether the value is in range is the plan's business. */
function parameterSetting(text: string): ParameterSetting {
  const match = /^([\w-]+)\.(\w+)=(\S+)$/.exec(text);
  const value = Number(match?.[3]);
  if (!match || Number.isNaN(value)) {
    throw new InputError("--set", `"${text}" is not of the form policy.name=value`);
  }
  const [, policy, name] = match;
  findPolicy(policy);
  return { policy, name, value };
}
