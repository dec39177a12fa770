import { SvgContext } from "../../../parts/export/canvas/svg-context";
import type { Drawing } from "../../../parts/export/drawing";
import { drawLegend } from "../../../parts/export/legend-drawing";
import { paper, paperTheme } from "../../../parts/export/paper";
import { svg, svgText } from "../../../parts/export/svg";
import { scaleUnit } from "../../../parts/format/quantity";
import { paintTimeline } from "./paint-timeline";
import { buses, type Bus, type StepCommands } from "../commands/step-commands";
import { phasesIn } from "../commands/timeline-facts";
import { pictureHeight, topOf, trackHeight } from "./timeline-layout";
import type { TimeUnit } from "../time-unit";
import type { TimeWindow } from "../time-window";

const left = 90;
const width = paper.width - left;

const busNames: Readonly<Record<Bus, string>> = { row: "Row bus", column: "Column bus" };

/** The commands of the cycles in view on both buses as on screen, with what the page says around. */
export function drawTimeline(
  title: string,
  commands: StepCommands,
  window: TimeWindow,
  unit: TimeUnit,
): Drawing {
  const legend = drawLegend(
    phasesIn(commands).map(({ label, colour }) => ({ label, colour: paper.palette[colour] })),
  );
  const names = buses.map((bus) => svgText(0, topOf(bus) + trackHeight / 2 + 4, busNames[bus]));
  const context = new SvgContext(width, pictureHeight);
  // Nothing of a command reaches out of the window.
  context.beginPath();
  context.rect(0, 0, width, pictureHeight);
  context.clip();
  paintTimeline({ context, ratio: 1, width }, commands, window, unit, paperTheme);
  const scaled = scaleUnit(window[1] * unit.length, unit.unit);
  const axis = svgText(left + width / 2, pictureHeight + 14, `time in the step, ${scaled.unit}`, {
    "text-anchor": "middle",
  });
  const note = svgText(left, pictureHeight + 34, colourNote, { fill: paper.faint });
  const picture = svg("g", { transform: `translate(${left} 0)` }, context.markup());
  return {
    title,
    height: legend.height + pictureHeight + 40,
    body:
      legend.body +
      svg("g", { transform: `translate(0 ${legend.height})` }, ...names, picture, axis, note),
  };
}

const colourNote =
  "Full colour: the cycle in which a command holds its bus; pale: how long it lasts.";
