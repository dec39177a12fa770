import assert from "node:assert/strict";
import fc from "fast-check";
import { registerCharts } from "../../../../webview/parts/charts/chart-library";
import { drawBars, drawLines } from "../../../../webview/parts/export/chart-drawing";
import { drawHeatMap } from "../../../../webview/parts/export/heat-map-drawing";
import { paper } from "../../../../webview/parts/export/paper";
import { composeSheet } from "../../../../webview/parts/export/sheet";
import { colourTable } from "../../../../webview/parts/colours/colour-map";
import type { Picture } from "../../../../webview/parts/heat-map/picture";
import { colourIndexOf, linearScale } from "../../../../webview/parts/colours/scale";
import { formatQuantity } from "../../../../src/shared/format/quantity";
import { readXml } from "./read-xml";

before(registerCharts);

const positive = fc.double({ min: 0, max: 1e9, noNaN: true });

describe("an exported sheet", () => {
  it("shows text from a file as text, and is well-formed whatever it holds", () => {
    const hostile = fc.oneof(
      fc.string({ unit: "binary", maxLength: 40 }),
      fc.constantFrom("<script>alert(1)</script>", '"/><image href="x"/>', "&amp;", "\u0000\ud800"),
    );
    fc.assert(
      fc.property(hostile, hostile, (title, line) => {
        const { text } = composeSheet({ title, lines: [line] }, []);
        assert.deepEqual(readXml(text), ["svg", "rect", "text", "text"]);
      }),
      { seed: 51 },
    );
  });

  it("has room for everything on it", () => {
    const drawings = [100, 250].map((height) => ({ title: "part", height, body: "" }));
    const { height } = composeSheet({ title: "sheet", lines: ["a", "b"] }, drawings);
    assert.ok(height > 350 + 2 * 17);
  });
});

describe("exported bars", () => {
  it("are as long as their values, part by part", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(positive, positive), { minLength: 1, maxLength: 6 }),
        (rows) => {
          fc.pre(rows.some(([a, b]) => a + b > 1));
          const { body } = drawBars("Time", {
            label: "",
            unit: "cycles",
            bars: rows.map((_, index) => `run ${index}`),
            parts: [0, 1].map((part) => ({
              label: `part ${part}`,
              colour: part,
              values: rows.map((row) => row[part]),
            })),
            marks: undefined,
          });
          readXml(body);
          // A bar is a path in a colour of the palette; the legend has rectangles.
          const widthsOf = (colour: string) =>
            [...body.matchAll(/<path d="M([\d.]+) [\d.]+L([\d.]+) [^"]*Z" fill="(#\w+)"/g)]
              .filter(([, , , fill]) => fill === colour)
              .map(([, left, right]) => Number(right) - Number(left));
          const drawn = rows[0].map((_, part) => widthsOf(paper.palette[part]));
          const values = rows[0].map((_, part) => rows.map((row) => row[part]));
          const all = (lists: readonly (readonly number[])[]) => lists.flat();
          const scale = Math.max(...all(drawn)) / Math.max(...all(values));
          values.forEach((own, part) => {
            own.forEach((value, row) => {
              // Bars begin beside the line of their axis.
              assert.ok(Math.abs(drawn[part][row] - value * scale) < 0.6, `${value}`);
            });
          });
          for (const [index, row] of rows.entries()) {
            assert.ok(body.includes(`>run ${index}</text>`));
            assert.ok(body.includes(`>${formatQuantity(row[0] + row[1], "cycles")}</text>`));
          }
        },
      ),
      { seed: 52 },
    );
  });
});

/** The paths in the first colour that lines have. */
function linesOf(body: string): string[] {
  const path = new RegExp(`<path d="([^"]*L[^"]*)" fill="none" stroke="${paper.palette[2]}"`, "g");
  return [...body.matchAll(path)].map(([, d]) => d);
}

describe("exported lines", () => {
  it("go through the extremes of many steps, and stop where there is no value", () => {
    const values = Float64Array.from({ length: 10_000 }, (_, step) => (step === 7777 ? 500 : 1));
    const { body } = drawLines("Steps", {
      label: "",
      unit: "cycles",
      lines: [{ label: "a", values }],
      step: 0,
    });
    const [path] = linesOf(body);
    const heights = [...path.matchAll(/[ML][\d.]+ ([\d.]+)/g)].map(([, y]) => Number(y));
    assert.ok(heights.length < 4000);
    const highest = Math.min(...heights);
    assert.equal(heights.filter((y) => y < highest + 1).length, 1);
    const broken = Float64Array.of(1, 2, NaN, 3, 4);
    const drawing = drawLines("Steps", {
      label: "",
      unit: "ns",
      lines: [{ label: "a", values: broken }],
      step: 1,
    });
    const pieces = linesOf(drawing.body).join("");
    assert.match(pieces, /^M[^M]+L[^M]+M[^M]+L[^M]+$/);
    assert.ok(drawing.body.includes("step (1 is marked)"));
  });

  it("take their unit from the values that there are", () => {
    const values = Float64Array.of(1000, NaN, 3000);
    const lines = [{ label: "a", values }];
    const { body } = drawLines("Steps", { label: "", unit: "ns", lines, step: 0 });
    assert.ok(body.includes("µs"));
  });
});

describe("an exported heat map", () => {
  const axis = (size: number) => ({
    levels: [
      {
        name: "side",
        labels: Array.from({ length: size }, (_, at) => ({ from: at, to: at + 1, text: `${at}` })),
      },
    ],
    dividers: [],
  });

  it("colours every cell that has a value with the colour of its value", () => {
    const cell = fc.oneof(fc.integer({ min: 0, max: 9 }), fc.constant(NaN));
    const shape = fc.tuple(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 40 }));
    const grid = shape.chain(([rows, columns]) =>
      fc.tuple(
        fc.constant(rows),
        fc.constant(columns),
        fc.array(cell, { minLength: rows * columns, maxLength: rows * columns }),
      ),
    );
    const table = colourTable("viridis");
    fc.assert(
      fc.property(grid, ([rows, columns, cells]) => {
        const scale = linearScale(9);
        const picture: Picture = {
          label: "",
          matrix: { rows, columns, values: Float32Array.from(cells) },
          scale,
          colours: "viridis",
          aggregation: "max",
          rowAxis: axis(rows),
          columnAxis: axis(columns),
          barTitle: "vectors",
          markedRow: undefined,
          markedColumn: undefined,
          describe: () => ({ title: "", lines: [] }),
        };
        const { body } = drawHeatMap("Banks", picture, table);
        readXml(body);
        const painted = new Map<number, string>();
        for (const [, path, fill] of body.matchAll(/<path d="([^"]*z)" fill="([^"]+)"/g)) {
          for (const [, x, y, width] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g)) {
            for (let column = Number(x); column < Number(x) + Number(width); column++) {
              const place = Number(y) * columns + column;
              assert.ok(!painted.has(place), "no cell is painted twice");
              painted.set(place, fill);
            }
          }
        }
        cells.forEach((value, place) => {
          const index = colourIndexOf(scale, value);
          const colour = Number.isNaN(value) ? undefined : table[index];
          const channels = colour === undefined ? [] : [colour, colour >> 8, colour >> 16];
          const hex = channels.map((part) => (part & 0xff).toString(16).padStart(2, "0"));
          const expected = colour === undefined ? undefined : `#${hex.join("")}`;
          assert.equal(painted.get(place), expected);
        });
      }),
      { seed: 53, numRuns: 50 },
    );
  });
});
