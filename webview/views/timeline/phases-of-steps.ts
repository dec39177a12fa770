import { phaseFigures } from "../../../src/shared/figures";
import type { LegendEntry } from "../../parts/charts/legend-entry";
import { phaseLooks } from "../../parts/colours/phase-colours";
import type { ColourSet } from "../../parts/colours/colour-set";

/** Codes of the phases whose commands are among those of a step: all but clustering. */
export const phasesOfSteps: readonly number[] = [...phaseFigures.keys()].filter(
  (code) => phaseFigures[code].cycles !== "clusteringCycles",
);

/** What the colours of commands stand for: the same ones at every step. */
export function phaseLegend(set: ColourSet): LegendEntry[] {
  const looks = phaseLooks(set);
  return phasesOfSteps.map((code) => ({ label: phaseFigures[code].label, ...looks[code] }));
}
