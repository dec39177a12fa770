import type { Drawing } from "./drawing";
import { paper, shortenTo } from "./paper";
import { svg, svgText } from "./svg";

/** What an exported picture says besides its drawings. */
export interface SheetText {
  readonly title: string;
  /** The configuration, a line each. */
  readonly lines: readonly string[];
}

/** A drawing file: title, drawings one below the other, configuration. */
export interface Sheet {
  readonly text: string;
  readonly width: number;
  readonly height: number;
}

const titleHeight = 30;
const headingHeight = 26;
const gap = 18;

export function composeSheet({ title, lines }: SheetText, drawings: readonly Drawing[]): Sheet {
  const { margin } = paper;
  const parts = [
    svgText(margin, margin + 14, shortenTo(title, paper.width * 0.8), {
      "font-size": 16,
      "font-weight": "bold",
    }),
  ];
  let y = margin + titleHeight;
  for (const drawing of drawings) {
    const heading = svgText(0, 14, drawing.title, { "font-size": 13, "font-weight": "bold" });
    const body = svg("g", { transform: `translate(0 ${headingHeight})` }, drawing.body);
    parts.push(svg("g", { transform: `translate(${margin} ${y})` }, heading, body));
    y += headingHeight + drawing.height + gap;
  }
  for (const line of lines) {
    const text = shortenTo(line, paper.width);
    parts.push(svgText(margin, y + 12, text, { fill: paper.faint }));
    y += paper.lineHeight;
  }
  const width = paper.width + 2 * margin;
  const height = Math.ceil(y + margin);
  const text = svg(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      width,
      height,
      viewBox: `0 0 ${width} ${height}`,
      "font-family": paper.font,
      "font-size": paper.fontSize,
      fill: paper.text,
    },
    svg("rect", { width, height, fill: paper.background }),
    ...parts,
  );
  return { text: `<?xml version="1.0" encoding="UTF-8"?>\n${text}\n`, width, height };
}
