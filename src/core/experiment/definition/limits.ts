import { stepColumnNames, type StepColumn } from "../../simulation/run/result";
import type { Limit } from "./experiment";

/** A name under which a study may bound a figure, and the values that make sense for it. */
export interface LimitName extends Pick<Limit, "name" | "column" | "bound"> {
  readonly minimum: number;
  readonly maximum: number;
}

/** Shares of a whole, of which more is better; everything else is a cost. */
const shares: readonly StepColumn[] = ["massKept", "recall", "lineUtilisation"];

/** Every step column, and `massRecall` as the other name of `massKept`. */
export const limitNames: readonly LimitName[] = [
  ...stepColumnNames.map((column) => limitOn(column, column)),
  limitOn("massRecall", "massKept"),
];

function limitOn(name: string, column: StepColumn): LimitName {
  const isShare = shares.includes(column);
  return {
    name,
    column,
    bound: isShare ? "at-least" : "at-most",
    // The largest load is never below the mean load.
    minimum: column === "imbalance" ? 1 : 0,
    maximum: isShare ? 1 : Number.MAX_VALUE,
  };
}
