import { reportedFigures, type ReportedFigure } from "../../../src/shared/figures";
import type { StripFigure } from "../../../src/shared/protocol";
import { runLooks } from "../../parts/colours/run-colours";
import { shownColourSet } from "../../parts/colours/shown-colour-set";
import { formatNumber, formatShare } from "../../../src/shared/format/number";
import type { PageState } from "../../state/page-state";
import { summariseSteps } from "../../state/runs/summary";
import type { StripLine } from "./strip-lines";

/** The lines of all runs that are not hidden, as far as their results are there. */
export function stripLines({ view, simulation }: PageState): StripLine[] {
  const { results } = simulation;
  if (!results) return [];
  const figure: ReportedFigure = view.strip.figure;
  return runLooks(view.runStyles, shownColourSet()).flatMap(({ colour, dashes }, run) => {
    if (view.runStyles[run].hidden || run >= view.runs.length) return [];
    const values = summariseSteps(results, run, view, figure);
    return values.length > 0 ? [{ run, colour, dashes, values }] : [];
  });
}

export function isMoreBetter(figure: StripFigure): boolean {
  return reportedFigures[figure].better === "more";
}

export function writeFigure(figure: StripFigure, value: number): string {
  return figure === "wasted" || figure === "massKept" ? formatShare(value) : formatNumber(value);
}
