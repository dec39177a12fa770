import type { ColourSet } from "../colours/colour-set";

/** What charts take from the editor's colour theme. */
export interface ChartTheme {
  readonly text: string;
  readonly grid: string;
  readonly background: string;
  readonly border: string;
  readonly font: string;
  readonly fontSize: number;
  readonly palette: readonly string[];
  /** Whose colours of runs and of phases fit. */
  readonly colourSet: ColourSet;
  /** True on paper: figures that a pointer would bring up are written out. */
  readonly isStill: boolean;
}
