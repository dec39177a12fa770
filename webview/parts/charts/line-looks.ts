import { runLooks, type RunLook } from "../colours/run-colours";
import type { ChartTheme } from "./chart-theme";
import { dashes } from "./palette";
import type { StepLinesContent } from "./step-lines-content";

/** How lines are drawn: those of runs as those runs are everywhere. */
export function lineLooks(
  lines: StepLinesContent["lines"],
  { palette, colourSet }: ChartTheme,
): Pick<RunLook, "colour" | "dashes">[] {
  const styles = lines.flatMap(({ style }) => style ?? []);
  if (styles.length === lines.length) return runLooks(styles, colourSet);
  // The third colour of the palette stands out most; lines start there.
  return lines.map((_, index) => ({
    colour: palette[(index + 2) % palette.length],
    dashes: dashes[index % dashes.length],
  }));
}
