import { policies, type Bar, type Bars } from "./fig11-data";

/** A panel of grouped bars: each group shows for every policy two bars beside each other. */
export interface Panel {
  readonly title: string;
  readonly groups: readonly PanelGroup[];
  readonly series: readonly [string, string];
}

export interface PanelGroup {
  readonly label: string;
  readonly bars: readonly [Bars, Bars];
}

const width = 1180;
const panelHeight = 250;
const left = 50;
const top = 46;
const plotHeight = 150;
const barWidth = 11;
const letters: Readonly<Record<string, string>> = {
  full: "F",
  "token-wise": "T",
  starc: "S",
  "page-wise": "P",
};
/** Attention and the rest, of the first and the second series. */
const colours = [
  ["#575d6d", "#c8ccd4"],
  ["#00224e", "#7aa6d8"],
] as const;

/** The panels one below the other, as an SVG document. */
export function drawPanels(panels: readonly Panel[], description: string): string {
  const height = panels.length * panelHeight + 30;
  const drawn = panels.map(
    (panel, index) =>
      `<g transform="translate(0 ${index * panelHeight})">\n${drawPanel(panel)}\n</g>`,
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img"`,
    `  font-family="sans-serif" font-size="11" fill="#1b1b1b">`,
    `<title>${description}</title>`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    ...drawn,
    `<text x="${left}" y="${height - 12}">F full · T token-wise · S STARC · P page-wise. `,
    `Dark: attention; light: the rest. All over the full bar of the group.</text>`,
    "</svg>",
    "",
  ].join("\n");
}

function drawPanel({ title, groups, series }: Panel): string {
  const heights = groups.flatMap(({ bars }) =>
    bars.flatMap((both) => policies.map((policy) => both[policy].total)),
  );
  const most = Math.max(1, Math.ceil(Math.max(...heights) * 5) / 5);
  const y = (value: number): number => top + plotHeight * (1 - value / most);
  const groupWidth = (width - left - 20) / groups.length;
  return [
    `<text x="${left}" y="20" font-size="14" font-weight="bold">${title}</text>`,
    ...series.map((name, index) => legend(name, index, width - 20 - (2 - index) * 230)),
    ...ticks(most).map((tick) => gridLine(tick, y(tick))),
    ...groups.flatMap(({ label, bars }, index) => {
      const x = left + index * groupWidth;
      return [
        ...policies.flatMap((policy, place) => drawPair(policy, bars, x + 10 + place * 28, y)),
        text(x + groupWidth / 2 - 4, top + plotHeight + 32, label, "middle"),
      ];
    }),
  ].join("\n");
}

function drawPair(
  policy: (typeof policies)[number],
  bars: readonly [Bars, Bars],
  x: number,
  y: (value: number) => number,
): string[] {
  return [
    ...bars.map((both, series) => drawBar(both[policy], series, x + series * barWidth, y)),
    text(x + barWidth, top + plotHeight + 14, letters[policy], "middle"),
  ];
}

function drawBar(bar: Bar, series: number, x: number, y: (value: number) => number): string {
  const [dark, light] = colours[series];
  const part = (from: number, to: number, colour: string): string => {
    const size = `width="${barWidth - 1}" height="${(y(from) - y(to)).toFixed(2)}"`;
    return `<rect x="${x.toFixed(2)}" y="${y(to).toFixed(2)}" ${size} fill="${colour}"/>`;
  };
  return part(0, bar.attention, dark) + part(bar.attention, bar.total, light);
}

function legend(name: string, series: number, x: number): string {
  const [dark, light] = colours[series];
  return [
    `<rect x="${x}" y="10" width="10" height="10" fill="${dark}"/>`,
    `<rect x="${x + 12}" y="10" width="10" height="10" fill="${light}"/>`,
    text(x + 28, 20, name, "start"),
  ].join("");
}

function ticks(most: number): number[] {
  return Array.from({ length: Math.round(most * 5) + 1 }, (_, index) => index / 5);
}

function gridLine(tick: number, y: number): string {
  const line = `<line x1="${left}" x2="${width - 20}" y1="${y.toFixed(2)}" y2="${y.toFixed(2)}"`;
  return `${line} stroke="#d5d5d5"/>${text(left - 6, y + 4, tick.toFixed(1), "end")}`;
}

function text(x: number, y: number, content: string, anchor: string): string {
  return `<text x="${x.toFixed(2)}" y="${y.toFixed(2)}" text-anchor="${anchor}">${content}</text>`;
}
