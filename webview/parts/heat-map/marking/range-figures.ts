import { element } from "../../dom/element";
import { formatCount, formatNumber } from "../../../../src/shared/format/number";
import { clipRange, rangeStatistics, type CellRange } from "./cell-range";
import type { Matrix } from "../matrix";

/** Statistics of the marked cells. */
export class RangeFigures {
  readonly element = element("div", { class: "range-figures", "data-test": "range-statistics" });

  show(matrix: Matrix, marked: CellRange | null): void {
    const range = marked && clipRange(marked, matrix);
    if (!range) {
      this.element.replaceChildren();
      return;
    }
    const { count, smallest, mean, largest, imbalance } = rangeStatistics(matrix, range);
    this.element.replaceChildren(
      figure("Cells", formatCount(count), "selected cells that have a value"),
      figure("Min", formatNumber(smallest), "smallest of their values"),
      figure("Mean", formatNumber(mean), "mean of their values"),
      figure("Max", formatNumber(largest), "largest of their values"),
      figure("Imbalance", formatNumber(imbalance), "largest / mean; 1 is perfect"),
    );
  }
}

function figure(label: string, value: string, meaning: string): HTMLElement {
  const name = element("span", { class: "field-label" }, label);
  return element("span", { class: "range-figure", title: meaning }, name, " ", value);
}
