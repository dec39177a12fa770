import type { ChartConfiguration, ChartType } from "chart.js";
import type { LegendEntry } from "./legend-entry";

/** One chart, for the screen and for paper. */
export interface ChartPicture<Type extends ChartType, Data, Label> {
  /** What its colours stand for; none where the axes say it. */
  readonly legend: readonly LegendEntry[];
  readonly configuration: ChartConfiguration<Type, Data, Label>;
}
