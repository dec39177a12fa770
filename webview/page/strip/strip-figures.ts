import { reportedFigures, type ReportedFigure } from "../../../src/shared/figures";
import type { StripFigure } from "../../../src/shared/protocol";
import { formatNumber, formatShare } from "../../../src/shared/format/number";
import type { PageState } from "../../state/page-state";
import { summariseSteps } from "../../state/runs/summary";
import type { StripLine } from "./strip-lines";

/** The figure at every step of all runs that are not hidden, as far as their results are there. */
export function stripValues({ view, simulation }: PageState): Pick<StripLine, "run" | "values">[] {
  const { results } = simulation;
  if (!results) return [];
  const figure: ReportedFigure = view.strip.figure;
  return view.runs.flatMap((_, run) => {
    if (view.runStyles[run].hidden) return [];
    const values = summariseSteps(results, run, view, figure);
    return values.length > 0 ? [{ run, values }] : [];
  });
}

export function isMoreBetter(figure: StripFigure): boolean {
  return reportedFigures[figure].better === "more";
}

export function writeFigure(figure: StripFigure, value: number): string {
  return isShareFigure(figure) ? formatShare(value) : formatNumber(value);
}

/** Whether a figure is a part of a whole. */
export function isShareFigure(figure: StripFigure): boolean {
  return figure === "wasted" || figure === "massKept";
}
