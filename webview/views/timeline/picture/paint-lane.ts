import type { Surface } from "../../../parts/canvas/surface";
import type { ChartTheme } from "../../../parts/charts/chart-theme";
import { phaseLooks } from "../../../parts/colours/phase-colours";
import { buses, type StepCommands } from "../commands/step-commands";
import type { TimeWindow } from "../time-window";
import { topOf, type LaneLayout } from "./lane-layout";
import { paintTrack } from "./paint-track";

/** The commands of one run in a window of its own cycles, on both buses. */
export function paintLane(
  surface: Surface,
  commands: StepCommands,
  window: TimeWindow,
  layout: LaneLayout,
  { colourSet, text, background, font, fontSize }: ChartTheme,
): void {
  const { ratio } = surface;
  for (const bus of buses) {
    paintTrack(surface, commands, bus, window, {
      top: topOf(bus, layout) * ratio,
      height: layout.track * ratio,
      looks: phaseLooks(colourSet),
      text,
      ground: background,
      font: `${Math.round(0.85 * fontSize * ratio)}px ${font}`,
    });
  }
}
