import type { AxisLabel, AxisLevel } from "../picture";

/** Most marks that are told apart beside a picture. */
const mostMarks = 200;

/** Dots beside some rows of a picture, so that they are found however thin they are. */
export function markLevel(rows: readonly number[]): AxisLevel {
  const stride = Math.ceil(rows.length / mostMarks);
  const labels = rows
    .filter((_, index) => index % stride === 0)
    .map((row): AxisLabel => ({ from: row, to: row + 1, text: "•" }));
  return {
    name: "",
    isMarks: true,
    labels,
    labelsWithin: (from, to) => labels.filter((label) => label.from >= from && label.from < to),
  };
}
