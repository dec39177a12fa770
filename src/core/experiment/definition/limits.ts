import {
  reportedFigures,
  reportedNames,
  type ReportedFigure,
} from "../../figures/reported-figures";
import type { Limit } from "./experiment";

/** A name under which an experiment may bound a figure, and the values that make sense for it. */
export interface LimitName extends Pick<Limit, "name" | "column" | "bound"> {
  readonly minimum: number;
  readonly maximum: number;
}

/** Every figure of reports, and `massRecall` as the other name of `massKept`. */
export const limitNames: readonly LimitName[] = [
  ...reportedNames.map((column) => limitOn(column, column)),
  limitOn("massRecall", "massKept"),
];

function limitOn(name: string, column: ReportedFigure): LimitName {
  const { better, least, most } = reportedFigures[column];
  return {
    name,
    column,
    bound: better === "more" ? "at-least" : "at-most",
    minimum: least,
    maximum: Math.min(most, Number.MAX_VALUE),
  };
}
