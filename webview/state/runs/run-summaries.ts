import type { FigureReader } from "../../../src/shared/figures";
import type {
  Catalog,
  DeviceEntry,
  RunConfiguration,
  ViewState,
} from "../../../src/shared/protocol";
import { nameRuns } from "../../../src/shared/run-names";
import type { ResultSet } from "../results/result-set";
import { summarise } from "./summary";

/** A run with its figures, as far as they have arrived. */
export interface RunSummary {
  readonly index: number;
  readonly name: string;
  readonly configuration: RunConfiguration;
  readonly device: DeviceEntry;
  /** NaN for every column while nothing of the run is there. */
  readonly figure: FigureReader;
}

/** One summary per run of the results' plan. */
export function summariseRuns(results: ResultSet, view: ViewState, catalog: Catalog): RunSummary[] {
  const { runs } = results.plan;
  const names = nameRuns(runs, catalog);
  return runs.flatMap((configuration, index) => {
    const device = catalog.devices.find(({ id }) => id === configuration.device);
    const figure = summarise(results, index, view) ?? (() => NaN);
    return device ? [{ index, name: names[index], configuration, device, figure }] : [];
  });
}
