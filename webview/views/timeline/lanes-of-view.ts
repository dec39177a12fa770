import type { TimelinePlace } from "../../../src/shared/protocol";
import { pickedOf } from "../../../src/shared/picked";
import { nameRuns } from "../../../src/shared/run-names";
import type { PageState } from "../../state/page-state";
import type { RunTimelines } from "./run-timelines";
import { axisLength, type Lane, type TimelineContent } from "./timeline-content";
import type { LoadedTimeline } from "./timeline-loader";
import { timeUnit } from "./time-unit";
import { fitWindow } from "./time-window";

/** The runs that have a lane: all but hidden ones; the one that is worked on where all are hidden. */
export function runsInLanes({ view }: Pick<PageState, "view">): number[] {
  const shown = [...view.runs.keys()].filter((run) => !view.runStyles.at(run)?.hidden);
  return shown.length > 0 ? shown : [view.shownRun];
}

/** What each of those runs is asked for, the one that is worked on first. */
export function wantedPlaces(state: Pick<PageState, "view">): TimelinePlace[] {
  const { runs, shownRun, layer, queryHead, step } = state.view;
  const order = runsInLanes(state).sort((a, b) => Number(b === shownRun) - Number(a === shownRun));
  return order.map((run) => ({ run: runs[run], layer, queryHead, step }));
}

/** What is known of the runs' commands, as lanes of one picture. */
export function timelineContent(state: PageState, timelines: RunTimelines): TimelineContent {
  const { view, trace } = state;
  const runs = runsInLanes(state);
  const shown = Math.max(0, runs.indexOf(view.shownRun));
  const names = nameRuns(view.runs, trace.catalog);
  const periodOf = (run: number) => {
    const id = view.runs[run].device;
    return trace.catalog.devices.find((device) => device.id === id)?.clockPeriod ?? 1;
  };
  const unitOf = (run: number) => timeUnit(view.timeline.unit, { clockPeriod: periodOf(run) });
  const lanes = runs.map((run): Lane => {
    const loader = timelines.of(view.runs[run]);
    const timeline = loader?.shown?.timeline;
    const commands = timeline?.kind === "commands" ? timeline.commands : undefined;
    return {
      run,
      name: names[run],
      colour: view.runStyles.at(run)?.colour ?? 0,
      commands,
      note: wordsFor(timeline),
      isStale: timeline !== undefined && loader?.isWaiting === true,
      unit: unitOf(run),
      pace: view.timeline.unit === "ns" ? periodOf(runs[shown]) / periodOf(run) : 1,
    };
  });
  const length = axisLength(lanes);
  const count = lanes.at(shown)?.commands?.all.cycles.length ?? 0;
  const picked = runs[shown] === view.shownRun ? pickedOf(view, "command")?.index : undefined;
  return {
    label: `Commands of ${lanes.map(({ name }) => name).join(", ")}; ${placeInWords(state)}`,
    lanes,
    shown,
    cursor: picked !== undefined && picked < count ? picked : undefined,
    window: fitWindow(view.timeline.window, length),
    length,
    unit: unitOf(runs[shown]),
  };
}

/** `layer 2, query head 1, step 42` */
export function placeInWords({ view }: Pick<PageState, "view">): string {
  return `layer ${view.layer}, query head ${view.queryHead}, step ${view.step}`;
}

/** Why a lane has no commands; empty where it has them. */
function wordsFor(timeline: LoadedTimeline | undefined): string {
  switch (timeline?.kind) {
    case "commands":
      return "";
    case undefined:
      return "Loading the commands of this step.";
    case "independent":
      return "The bank groups of this device run on their own: there is no command stream that all of them follow.";
    case "empty":
      return "The policy selects no token at this step, so nothing is read.";
    case "failed":
      return `The commands cannot be shown: ${timeline.reason}`;
  }
}
