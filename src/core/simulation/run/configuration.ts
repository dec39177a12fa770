import type { DevicePreset } from "../../memory/device-preset";
import { findDevicePreset } from "../../memory/device-presets";
import type { EnergyModel } from "../../pim/energy/energy";
import type { PlacementId } from "../../placement/placement";
import type { PolicyParameters } from "../../policy/policy";

export type { EnergyModel };

/** Everything that decides the figures of one run, besides the trace itself. */
export interface RunConfiguration {
  /** Id of a policy in the registry. */
  readonly policy: string;
  /** Values of the policy's parameters; absent ones take their default. */
  readonly parameters: PolicyParameters;
  /** Tokens per query head and step; above the context it means every token. */
  readonly budget: number;
  readonly placement: PlacementId;
  /** Name of a device preset. */
  readonly device: string;
  /** Charge what the policy reads to decide what to read. Publications leave it out. */
  readonly chargeIndex: boolean;
  /** Charge clustering in memory, spread over the decoded tokens. */
  readonly chargeClustering: boolean;
  readonly energyModel: EnergyModel;
}

/** Which part of a trace is simulated. */
export interface TraceScope {
  /** Layer ids, ascending. */
  readonly layers: readonly number[];
  /** KV heads, ascending; every query head of their groups is simulated. */
  readonly kvHeads: readonly number[];
  /** First step and the step after the last one. */
  readonly fromStep: number;
  readonly toStep: number;
}

/** Several runs over the same part of one trace. */
export interface SimulationPlan {
  readonly scope: TraceScope;
  readonly runs: readonly RunConfiguration[];
  /** Devices of the user's own that runs may name; they come before the product's. */
  readonly devices?: readonly DevicePreset[];
}

/** @throws InputError when neither the user nor the product has a device of this name */
export function deviceOf(
  { devices = [] }: Pick<SimulationPlan, "devices">,
  name: string,
): DevicePreset {
  return devices.find((device) => device.name === name) ?? findDevicePreset(name);
}
