import type { EnergyModel } from "../core/simulation/run/configuration";

export { nameRuns } from "../core/simulation/run/run-names";

export const energyModelLabels: Readonly<Record<EnergyModel, string>> = {
  "row-aware": "row-aware",
  attacc: "AttAcc, as published",
};
