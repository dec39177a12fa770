import { devicePresets } from "../../core/pim/device-presets";
import { peakBytesPerCycle } from "../../core/pim/peak";
import { placements } from "../../core/placement/registry";
import { policies } from "../../core/policy/registry";
import { loadColumns, stepColumns } from "../../core/simulation/result";
import type { Catalog } from "../../shared/protocol";

/** What the program can simulate, for the page's controls. */
export function buildCatalog(): Catalog {
  return {
    policies: policies.map(({ id, label, description, needs, usesBudget, parameters }) => ({
      id,
      label,
      description,
      needs,
      usesBudget,
      parameters,
    })),
    placements: placements.map(({ id, label, description }) => ({ id, label, description })),
    devices: devicePresets.map((preset) => ({
      id: preset.name,
      label: preset.name,
      description: preset.description,
      clockPeriod: preset.timing.clockPicoseconds / 1000,
      peakBytesPerCycle: peakBytesPerCycle(preset),
    })),
    stepColumns,
    loadColumns,
  };
}
