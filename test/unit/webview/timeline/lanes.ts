import type { StepCommands } from "../../../../webview/views/timeline/commands/step-commands";
import {
  axisLength,
  type Lane,
  type TimelineContent,
} from "../../../../webview/views/timeline/timeline-content";
import { fitWindow, type TimeWindow } from "../../../../webview/views/timeline/time-window";
import { unit } from "./any-step";

/** A lane of some commands. */
export function laneOf(commands: StepCommands | undefined, change: Partial<Lane> = {}): Lane {
  const plain = { run: 0, name: "STARC", colour: 0, note: "", isStale: false, unit, pace: 1 };
  return { ...plain, commands, ...change };
}

/** A timeline of some lanes, of which the first is worked on. */
export function contentOf(lanes: readonly Lane[], window: TimeWindow | null): TimelineContent {
  const length = axisLength(lanes);
  return {
    label: "",
    lanes,
    shown: 0,
    cursor: undefined,
    window: fitWindow(window, length),
    length,
    unit,
  };
}
