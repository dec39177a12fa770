import { defaultDevicePreset } from "../../memory/device-presets";
import { placements } from "../../placement/registry";
import { policies } from "../../policy/registry";
import type { RunConfiguration } from "./configuration";
import { nameRun, nameRuns, type NamedParts } from "./run-names";

/** Names that the product gives, where no page's catalog is at hand. */
const product: NamedParts = { policies, placements, defaultDevice: defaultDevicePreset.name };

/** See `nameRun`. @param run with the user's defaults filled in where there are any */
export function describeRun(run: RunConfiguration): string {
  return nameRun(run, product);
}

/** See `nameRuns`. */
export function describeRuns(runs: readonly RunConfiguration[]): string[] {
  return nameRuns(runs, product);
}
