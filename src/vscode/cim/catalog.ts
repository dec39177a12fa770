import { defaultCimConfiguration } from "../../core/cim/configuration";
import type { CimPreset } from "../../core/cim/cost/preset";
import { cimPresets } from "../../core/cim/cost/presets";
import { strategyNames } from "../../core/cim/mapping/options";
import { cimModels } from "../../core/cim/models/transformers";
import { cimParameters } from "../../core/cim/parameters";
import type { CimCatalog, CimConstant } from "../../shared/protocol/cim";

/** What the page of block-diagonal weights offers. */
export function buildCimCatalog(): CimCatalog {
  return {
    models: cimModels.map(({ name, title }) => ({ name, title })),
    parameters: cimParameters,
    defaults: defaultCimConfiguration,
    strategyNames,
    constants: Object.fromEntries(cimPresets.map((preset) => [preset.name, constantsOf(preset)])),
  };
}

/** The constants that have a source, each with its value. */
function constantsOf(preset: CimPreset): CimConstant[] {
  return Object.entries(preset.sources).map(([name, source]) => {
    const parts = name.split(".");
    const value = parts.reduce<unknown>(
      (found, part) => (found as Readonly<Record<string, unknown>>)[part],
      preset,
    );
    return { name, value: typeof value === "number" ? valueText(name, value) : "", source };
  });
}

function valueText(name: string, value: number): string {
  if (name.endsWith(".time")) return `${value} ns`;
  if (name.endsWith(".energy")) return `${value} pJ`;
  if (name.endsWith(".rate")) return `${value / 1e9} GS/s`;
  if (name.endsWith(".nanometres")) return `${value} nm`;
  return /bits/i.test(name) ? `${value} bits` : `${value} values`;
}
