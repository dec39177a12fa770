import type { Aggregation } from "./drawing/aggregate";
import type { ColourMapName } from "../colours/colour-map";
import type { CellRange } from "./marking/cell-range";
import type { Cell, Matrix } from "./matrix";
import type { Scale } from "../colours/scale";

/** A text along an axis, over the cells `from` .. `to - 1`. */
export interface AxisLabel {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** Labels of one kind, say all ranks. */
export interface AxisLevel {
  /** Empty where the labels speak for themselves. */
  readonly name: string;
  readonly labels: readonly AxisLabel[];
  /** Of the same cells, for where the labels have no room. */
  readonly shorter?: readonly AxisLabel[];
  /**
   * Whether the labels set rows apart, and so stand out from those that only name theirs. They have
   * their place beside the picture even while there is none.
   */
  readonly isMarks?: true;
  /** A text whose room beside the picture is kept, besides that of all `labels`. */
  readonly widest?: string;
  /** At most `count` labels of the cells `from` .. `to - 1`, where a part has finer ones. */
  labelsWithin?(from: number, to: number, count: number): readonly AxisLabel[];
}

/** A line between two cells, the heavier the larger the parts that it divides. */
export interface Divider {
  /** The cell before which it stands. */
  readonly at: number;
  readonly weight: 1 | 2 | 3;
}

/** One side of a heat map; levels go from the picture outwards. */
export interface Axis {
  readonly levels: readonly AxisLevel[];
  readonly dividers: readonly Divider[];
  /** What a row or column is called where it stands alone; its number where absent. */
  nameOf?(index: number): string;
}

/** What a row or column is called. */
export function nameOf(axis: Axis, index: number): string {
  return axis.nameOf?.(index) ?? `${index}`;
}

/** A frame around cells, or a band across them. */
export interface CellMark {
  readonly kind: "frame" | "band";
  readonly range: CellRange;
}

/**
 * What is seen in place of cells without a value: nothing, lines for what takes no part, dots for
 * what is still to come.
 */
export type Ground = "plain" | "hatched" | "dotted";

/** What a cell is and holds, in words. */
export interface CellText {
  readonly title: string;
  readonly lines: readonly string[];
}

/** All that a heat map shows. */
export interface Picture {
  /** Accessible name: what is shown of what. */
  readonly label: string;
  readonly matrix: Matrix;
  readonly scale: Scale;
  readonly colours: ColourMapName;
  readonly aggregation: Aggregation;
  readonly rowAxis: Axis;
  readonly columnAxis: Axis;
  /** Title of the colour bar, with the unit. */
  readonly barTitle: string;
  /** Words of a value beside the colour bar; its digits where absent. */
  readonly tickText?: ((value: number) => string) | undefined;
  /** Of each row; plain where absent. */
  readonly grounds?: readonly Ground[] | undefined;
  /** True where the cells of as many rows as columns fill a square. */
  readonly isSquare?: boolean;
  /** Rows and columns that belong to what is selected elsewhere on the page. */
  readonly markedRow: number | undefined;
  readonly markedColumn: number | undefined;
  /** Parts that are set apart, such as those at work. */
  readonly marks?: readonly CellMark[] | undefined;
  /** The cell whose details are shown elsewhere on the page. */
  readonly picked?: Cell | undefined;
  describe(cell: Cell): CellText;
}
