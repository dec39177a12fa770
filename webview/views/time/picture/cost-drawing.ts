import { phaseLooks } from "../../../parts/colours/phase-colours";
import { runColourSets } from "../../../parts/colours/run-colours";
import type { LegendEntry } from "../../../parts/charts/legend-entry";
import type { ColourSet } from "../../../parts/colours/colour-set";
import { SvgContext } from "../../../parts/export/canvas/svg-context";
import type { Drawing } from "../../../parts/export/drawing";
import { drawLegend } from "../../../parts/export/legend-drawing";
import { paper, paperTheme, shortenTo } from "../../../parts/export/paper";
import { svg, svgText } from "../../../parts/export/svg";
import type { Component } from "../components";
import type { Composition } from "../composition";
import type { CostContent } from "../cost-content";
import { barRow, barsHeight, paintBars, totalsWidth } from "./paint-bars";
import { paintComposition, stepAxis } from "./paint-composition";

const left = 200;
const width = paper.width - left;
const compositionHeight = 220;

/** What the colours of a cost stand for. */
export function costLegend(
  parts: readonly Component[],
  set: ColourSet,
  bound: string | undefined,
): LegendEntry[] {
  const looks = phaseLooks(set);
  const entries = parts.map(({ label, look }) => ({ label, ...looks[look] }));
  if (bound === undefined) return entries;
  const colour = set === paperTheme.colourSet ? paperTheme.text : "currentcolor";
  return [...entries, { label: bound, colour, isMark: true }];
}

/** The bars of all runs as on screen, with their names and their legend. */
export function drawCost(title: string, content: CostContent, bound: string | undefined): Drawing {
  const legend = drawLegend(costLegend(content.parts, paperTheme.colourSet, bound));
  const height = barsHeight(content);
  const context = new SvgContext(width, height);
  paintBars({ context, ratio: 1, width }, content, paperTheme);
  const names = content.bars.flatMap(({ name, colour }, row) =>
    drawName(name, colour, (row + 0.5) * barRow),
  );
  const plot = svg("g", { transform: `translate(${left} 0)` }, context.markup());
  return {
    title,
    height: legend.height + height,
    body: legend.body + svg("g", { transform: `translate(0 ${legend.height})` }, ...names, plot),
  };
}

/** The steps of one run as on screen. */
export function drawComposition(title: string, content: Composition, step: number): Drawing {
  const context = new SvgContext(width, compositionHeight);
  paintComposition({ context, ratio: 1, width }, content, compositionHeight, paperTheme);
  const x = ((step + 0.5) / Math.max(1, content.steps)) * (width - totalsWidth);
  const bottom = compositionHeight - stepAxis;
  const cursor = svg("rect", { x, y: 0, width: 1, height: bottom, fill: paper.text });
  const plot = svg("g", { transform: `translate(${left} 0)` }, context.markup(), cursor);
  const marked = svgText(16, 28, `step ${step} is marked`, { fill: paper.faint });
  return {
    title,
    height: compositionHeight + 8,
    body: [...drawName(content.name, content.colour, 8), marked, plot].join(""),
  };
}

function drawName(name: string, colour: number, middle: number): string[] {
  const colours = runColourSets[paperTheme.colourSet];
  const fill = colours[colour % colours.length];
  return [
    svg("rect", { x: 0, y: middle - 5, width: 10, height: 10, fill }),
    svgText(16, middle + 4, shortenTo(name, left - 24)),
  ];
}
