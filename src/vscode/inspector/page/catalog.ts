import { devicePresets } from "../../../core/memory/device-presets";
import { peakBytesPerCycle } from "../../../core/memory/peak";
import { placements } from "../../../core/placement/registry";
import { policies } from "../../../core/policy/registry";
import type { Catalog } from "../../../shared/protocol";
import type { UserSettings } from "./user-settings";

/** What the program can simulate, for the page's controls, with what the user's settings add. */
export function buildCatalog({ devices, policyParameters }: UserSettings): Catalog {
  return {
    policies: policies.map(({ id, label, description, needs, usesBudget, parameters }) => ({
      id,
      label,
      description,
      needs,
      usesBudget,
      parameters: parameters.map((parameter) => ({
        ...parameter,
        default: policyParameters[id]?.[parameter.name] ?? parameter.default,
      })),
    })),
    placements: placements.map(({ id, label, description }) => ({ id, label, description })),
    devices: [...devices, ...devicePresets].map((preset) => ({
      id: preset.name,
      label: preset.name,
      description: preset.description,
      clockPeriod: preset.timing.clockPicoseconds / 1000,
      peakBytesPerCycle: peakBytesPerCycle(preset),
    })),
  };
}
