/** What charts take from the editor's colour theme. */
export interface ChartTheme {
  readonly text: string;
  readonly grid: string;
  readonly background: string;
  readonly border: string;
  readonly font: string;
  readonly fontSize: number;
  readonly palette: readonly string[];
  /** True on paper: figures that a pointer would bring up are written out. */
  readonly isStill: boolean;
}
