import type { Aggregation } from "../../webview/parts/heat-map/drawing/aggregate";
import type { ScaleKind } from "../../webview/parts/colours/scale";

/** One thing to draw. */
export interface Drawing {
  readonly rows: number;
  readonly columns: number;
  readonly scale: ScaleKind;
  readonly aggregation: Aggregation;
  /** Share of rows and columns in view. */
  readonly inView: number;
}

/** What the page offers to the benchmark: milliseconds of each of `rounds` draws. */
export interface HeatMapBench {
  time(drawing: Drawing, rounds: number): number[];
  timeCellByCell(drawing: Drawing, rounds: number): number[];
}
