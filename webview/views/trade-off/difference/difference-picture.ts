import { loadMetrics } from "../../../../src/shared/figures";
import type { OpenedTrace, ViewState } from "../../../../src/shared/protocol";
import { bankPicture } from "../../banks/pictures";
import { absent, formatNumber } from "../../../parts/format/number";
import type { Cell, Matrix } from "../../../parts/heat-map/matrix";
import type { Picture } from "../../../parts/heat-map/picture";
import { differenceScale } from "../../../parts/colours/scale";
import type { LoadDifference } from "./difference-loads";

/** What the two runs are called. */
export interface DifferenceNames {
  readonly run: string;
  readonly baseline: string;
}

/** How much more load each bank carries in the run than in the baseline, as the view shows banks. */
export function differencePicture(
  trace: OpenedTrace,
  view: ViewState,
  { loads, baseline, difference, largest }: LoadDifference,
  names: DifferenceNames,
): Picture {
  const picture = bankPicture(trace, view, difference);
  const ofRun = bankPicture(trace, view, loads).matrix;
  const ofBaseline = bankPicture(trace, view, baseline).matrix;
  const { metric, scale } = view.heatMap;
  return {
    ...picture,
    label: `${picture.label}: ${names.run} minus ${names.baseline}`,
    scale: differenceScale(largest, scale === "square-root" ? scale : "linear"),
    colours: "difference",
    // The largest of several would hide what is less.
    aggregation: "mean",
    barTitle: `${loadMetrics[metric].label} per bank, run − baseline`,
    describe(cell) {
      const { title, lines } = picture.describe(cell);
      const [address, , ...others] = lines;
      return {
        title,
        lines: [
          address,
          `${names.run}: ${loadText(ofRun, cell)}`,
          `${names.baseline}: ${loadText(ofBaseline, cell)}`,
          `Difference: ${signed(valueAt(picture.matrix, cell))}`,
          ...others,
        ],
      };
    },
  };
}

function loadText(matrix: Matrix, cell: Cell): string {
  const text = formatNumber(valueAt(matrix, cell), 4);
  return text === absent ? "no result" : text;
}

function signed(value: number): string {
  return value > 0 ? `+${formatNumber(value, 4)}` : formatNumber(value, 4);
}

function valueAt({ values, columns }: Matrix, { row, column }: Cell): number {
  return column < columns ? values[row * columns + column] : NaN;
}
