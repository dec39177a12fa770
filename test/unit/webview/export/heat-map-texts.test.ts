import assert from "node:assert/strict";
import fc from "fast-check";
import { colourTable } from "../../../../webview/parts/colours/colour-map";
import { linearScale } from "../../../../webview/parts/colours/scale";
import { drawHeatMap, drawHeatMaps } from "../../../../webview/parts/export/heat-map-drawing";
import { paper, textWidth } from "../../../../webview/parts/export/paper";
import { markLevel } from "../../../../webview/parts/heat-map/drawing/mark-level";
import type { Axis, Picture } from "../../../../webview/parts/heat-map/picture";
import { wholeGrid } from "../banks/grids";
import { StackShape } from "../../../../webview/state/bank-address";
import { BankAxes, stepColumns } from "../../../../webview/views/banks/picture/bank-axes";

/** The most that a letter's ink may stand over the room that its estimated width leaves. */
const slack = 1;

interface Written {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly baseline: number;
  readonly size: number;
}

/** Texts that are neither turned nor hidden, with the room that they take. */
function textsOf(body: string): Written[] {
  const pattern = /<text x="([\d.-]+)" y="([\d.-]+)"([^>]*)>([^<]*)<\/text>/g;
  return [...body.matchAll(pattern)].flatMap(([, x, y, attributes, text]) => {
    if (text === "" || attributes.includes("transform")) return [];
    const size = Number(/font-size="([\d.]+)"/.exec(attributes)?.[1] ?? paper.fontSize);
    const width = textWidth(text, size);
    const anchor = /text-anchor="(\w+)"/.exec(attributes)?.[1] ?? "start";
    const left = Number(x) - { start: 0, middle: width / 2, end: width }[anchor]!;
    return [{ text, left, right: left + width, baseline: Number(y), size }];
  });
}

function picture(rowAxis: Axis, rows: number, columnAxis: Axis, columns: number): Picture {
  return {
    label: "",
    matrix: { rows, columns, values: new Float32Array(rows * columns) },
    scale: linearScale(9),
    colours: "viridis",
    aggregation: "max",
    rowAxis,
    columnAxis,
    barTitle: "vectors",
    markedRow: 0,
    markedColumn: undefined,
    describe: () => ({ title: "", lines: [] }),
  };
}

describe("texts around an exported heat map", () => {
  const shape = fc.record({
    channels: fc.constantFrom(1, 2, 8, 16, 32),
    pseudoChannels: fc.constantFrom(1, 2),
    ranks: fc.constantFrom(1, 2, 4),
    bankGroups: fc.constantFrom(2, 4, 8),
    banks: fc.constantFrom(2, 4),
    columnBytes: fc.constant(32),
  });

  it("never stand over each other, whatever the machine and the axes", () => {
    fc.assert(
      fc.property(shape, fc.integer({ min: 1, max: 3000 }), (organisation, steps) => {
        const stack = new StackShape(organisation);
        const axes = new BankAxes(wholeGrid(stack), true);
        const { channels, banksPerChannel } = stack;
        const pictures = [
          picture(axes.channelRows, channels, axes.columns, banksPerChannel),
          picture(axes.rows, banksPerChannel, stepColumns(steps), steps),
          picture(axes.stackRows, channels * banksPerChannel, stepColumns(steps), steps),
        ];
        for (const shown of pictures) {
          const texts = textsOf(drawHeatMap("Banks", shown, colourTable("viridis")).body);
          assert.ok(texts.length > 0);
          texts.forEach((a, index) => {
            assert.ok(
              a.left >= -slack && a.right <= paper.width + slack,
              `${a.text} is on the paper`,
            );
            for (const b of texts.slice(index + 1)) {
              const isApart =
                a.right <= b.left + slack ||
                b.right <= a.left + slack ||
                Math.abs(a.baseline - b.baseline) >= Math.min(a.size, b.size) - slack;
              assert.ok(isApart, `"${a.text}" and "${b.text}" touch`);
            }
          });
        }
      }),
      { seed: 61, numRuns: 60 },
    );
  });

  it("set marked rows apart: a dot beside each, in the colour of the text", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(999), { minLength: 1, maxLength: 150 }), (marked) => {
        const named = { name: "token", labels: [{ from: 0, to: 1000, text: "all" }] };
        const levels = [named, markLevel(marked)];
        const rowAxis = { levels, dividers: [], nameOf: (row: number) => `token ${row}` };
        const shown = picture(rowAxis, 1000, stepColumns(8), 8);
        const { body } = drawHeatMap("Tokens", shown, colourTable("viridis"));
        const dots = [...body.matchAll(/<text [^>]*>•<\/text>/g)];
        assert.equal(dots.length, marked.length);
        for (const [dot] of dots) assert.ok(dot.includes(`fill="${paper.text}"`), dot);
      }),
      { seed: 62, numRuns: 30 },
    );
  });

  it("say the whole verdict of each, on two lines if it takes them", () => {
    const none: Axis = { levels: [], dividers: [], nameOf: String };
    const verdict = "60.5 % of reads wasted, worst bank 1.25× mean";
    for (const count of [1, 2, 4]) {
      const maps = Array.from({ length: count }, () => ({
        heading: { name: "Quest", colour: "#123456", verdict },
        picture: picture(none, 4, none, 16),
      }));
      const { body } = drawHeatMaps("", maps, colourTable("viridis"), () => count);
      const written = textsOf(body).map(({ text }) => text);
      assert.equal(written.join(" ").split(verdict).length - 1, count);
    }
  });
});
