import type { LegendEntry } from "../charts/legend-entry";
import { paper, textWidth } from "./paper";
import { hatch, type Box } from "../canvas/hatch";
import { SvgContext } from "./canvas/svg-context";
import { svg, svgText } from "./svg";

const swatch = 18;

/** Slanted lines over a box, as the parts that it stands for have them. */
function drawHatching(box: Box): string {
  const context = new SvgContext(paper.width, paper.lineHeight);
  context.strokeStyle = paper.background;
  hatch(context, [box], 4);
  return context.markup();
}

/** What colours stand for, in rows as long as the paper is wide. */
export function drawLegend(items: readonly LegendEntry[]): { body: string; height: number } {
  if (items.length === 0) return { body: "", height: 0 };
  let x = 0;
  let y = 0;
  const parts = items.map(({ label, colour, dashes, hatched }) => {
    const width = swatch + 6 + textWidth(label) + 18;
    if (x > 0 && x + width > paper.width) {
      x = 0;
      y += paper.lineHeight + 2;
    }
    const mark = dashes
      ? svg("path", {
          d: `M${x} ${y + 7}h${swatch}`,
          stroke: colour,
          "stroke-width": 2,
          "stroke-dasharray": dashes.join(" "),
        })
      : svg("rect", { x, y: y + 1, width: 12, height: 12, fill: colour }) +
        (hatched ? drawHatching({ x, y: y + 1, width: 12, height: 12 }) : "");
    const text = svgText(x + swatch + 4, y + 11, label);
    x += width;
    return mark + text;
  });
  return { body: parts.join(""), height: y + paper.lineHeight + 6 };
}
