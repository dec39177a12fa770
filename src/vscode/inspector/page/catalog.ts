import type { DevicePreset } from "../../../core/memory/device-preset";
import { defaultDevicePreset, devicePresets } from "../../../core/memory/device-presets";
import { peakBytesPerCycle } from "../../../core/memory/peak";
import { placements } from "../../../core/placement/registry";
import { policies } from "../../../core/policy/registry";
import type { Catalog, StackOrganisation } from "../../../shared/protocol";
import type { UserSettings } from "./user-settings";

/** What the program can simulate, for the page's controls, with what the user's settings add. */
export function buildCatalog({ devices, policyParameters }: UserSettings): Catalog {
  return {
    policies: policies.map(
      ({ id, label, description, needs, usesBudget, parameters, defaultPlacement }) => ({
        id,
        label,
        description,
        needs,
        usesBudget,
        parameters: parameters.map((parameter) => ({
          ...parameter,
          default: policyParameters[id]?.[parameter.name] ?? parameter.default,
          productDefault: parameter.default,
        })),
        defaultPlacement,
      }),
    ),
    placements: placements.map(({ id, label, description }) => ({ id, label, description })),
    devices: [...devices, ...devicePresets].map((preset) => ({
      id: preset.name,
      label: preset.name,
      description: preset.description,
      clockPeriod: preset.timing.clockPicoseconds / 1000,
      peakBytesPerCycle: peakBytesPerCycle(preset),
      organisation: stackOrganisation(preset),
    })),
    defaultDevice: defaultDevicePreset.name,
  };
}

function stackOrganisation({ organisation }: DevicePreset): StackOrganisation {
  const { channels, pseudoChannels, ranks, bankGroups, banks, columnBytes } = organisation;
  return { channels, pseudoChannels, ranks, bankGroups, banks, columnBytes };
}
