import { runColourSets } from "../../../parts/colours/run-colours";
import { SvgContext } from "../../../parts/export/canvas/svg-context";
import type { Drawing } from "../../../parts/export/drawing";
import { drawLegend } from "../../../parts/export/legend-drawing";
import { paper, paperTheme, shortenTo } from "../../../parts/export/paper";
import { svg, svgText } from "../../../parts/export/svg";
import { buses } from "../commands/step-commands";
import { phaseLegend } from "../phases-of-steps";
import { windowOf, type Lane, type TimelineContent } from "../timeline-content";
import { axisHeight, laneHeights, laneLayout, topOf } from "./lane-layout";
import { axisTicks, paintAxis, paintGrid } from "./paint-axis";
import { paintLane } from "./paint-lane";

const left = 200;
const width = paper.width - left;
const layout = laneLayout(laneHeights.paper);

/** The commands of the cycles in view, run above run as on screen, with what the page says around. */
export function drawTimeline(title: string, content: TimelineContent): Drawing {
  const legend = drawLegend(phaseLegend(paperTheme.colourSet));
  const bottom = content.lanes.length * layout.height;
  const lanes = content.lanes.map((lane, index) =>
    svg(
      "g",
      { transform: `translate(0 ${index * layout.height})` },
      ...namesOf(lane),
      svg("g", { transform: `translate(${left} 0)` }, drawLane(lane, content)),
    ),
  );
  const note = svgText(left, bottom + axisHeight + 14, `Time in the step. ${heightNote}`, {
    fill: paper.faint,
  });
  return {
    title,
    height: legend.height + bottom + axisHeight + 24,
    body:
      legend.body +
      svg(
        "g",
        { transform: `translate(0 ${legend.height})` },
        ...lanes,
        svg("g", { transform: `translate(${left} ${bottom})` }, drawAxis(content)),
        note,
      ),
  };
}

function drawLane(lane: Lane, { window, unit }: TimelineContent): string {
  const context = new SvgContext(width, layout.height);
  const surface = { context, ratio: 1, width };
  // Nothing of a command reaches out of the window.
  context.beginPath();
  context.rect(0, 0, width, layout.height);
  context.clip();
  paintGrid(surface, axisTicks(surface, window, unit), layout.height, paperTheme);
  if (lane.commands) paintLane(surface, lane.commands, windowOf(lane, window), layout, paperTheme);
  return context.markup();
}

function drawAxis({ window, unit }: TimelineContent): string {
  const context = new SvgContext(width, axisHeight);
  const surface = { context, ratio: 1, width };
  paintAxis(surface, axisTicks(surface, window, unit), paperTheme);
  return context.markup();
}

function namesOf({ name, colour, note }: Lane): string[] {
  const colours = runColourSets[paperTheme.colourSet];
  return [
    svg("rect", { x: 0, y: 4, width: 10, height: 10, fill: colours[colour % colours.length] }),
    svgText(16, 13, shortenTo(name, left - 70), { "font-weight": "bold" }),
    ...buses.map((bus) =>
      svgText(left - 8, topOf(bus, layout) + layout.track / 2 + 4, bus, {
        "text-anchor": "end",
        fill: paper.faint,
      }),
    ),
    ...(note === "" ? [] : [svgText(16, 30, shortenTo(note, left - 70), { fill: paper.faint })]),
  ];
}

const heightNote =
  "Full height: the cycle in which a command holds its bus; low: how long it lasts.";
