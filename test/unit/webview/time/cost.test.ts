import assert from "node:assert/strict";
import fc from "fast-check";
import { phaseFigures } from "../../../../src/shared/figures";
import { hatch } from "../../../../webview/parts/canvas/hatch";
import { SvgContext } from "../../../../webview/parts/export/canvas/svg-context";
import { phaseColourSets } from "../../../../webview/parts/colours/phase-colours";
import { ResultSet } from "../../../../webview/state/results/result-set";
import { summariseRuns } from "../../../../webview/state/runs/run-summaries";
import { phaseCycles, phaseEnergies } from "../../../../webview/views/time/components";
import { compositionOf, stackedColumns } from "../../../../webview/views/time/composition";
import {
  costContent,
  totalOf,
  type CostContent,
} from "../../../../webview/views/time/cost-content";
import { axisEnd, costTicks } from "../../../../webview/views/time/picture/cost-axis";
import { drawComposition, drawCost } from "../../../../webview/views/time/picture/cost-drawing";
import { readXml } from "../export/read-xml";
import { catalog, sampleHead, sampleRun, sampleView } from "../samples";

const settings = { seed: 47, numRuns: 200 };
const runs = [sampleRun({ device: "fast" }), sampleRun({ policy: "full" })];
const plan = { scope: { layers: [5], kvHeads: [0], fromStep: 0, toStep: 4 }, runs };
const useful = [64, 64, 64, 64];
const results = ResultSet.empty(plan).with([
  sampleHead(
    { run: 0, queryHead: 0 },
    {
      cycles: [9, 90, 30, 40],
      scoreCycles: [5, 60, 20, 30],
      contextCycles: [4, 30, 10, 10],
      columnsUseful: useful,
    },
  ),
  sampleHead(
    { run: 1, queryHead: 0 },
    { cycles: [50, 50, 50, 50], scoreCycles: [50, 50, 50, 50], columnsUseful: useful },
  ),
]);

const view = (steps: "shown" | "mean", step = 0, show: "time" | "energy" = "time") => {
  const time = { ...sampleView().time, show };
  return sampleView({ runs, step, scope: { steps, heads: "mean" }, time });
};

describe("phases of a step", () => {
  it("have one name each, whether their time or their energy is shown", () => {
    assert.deepEqual(
      phaseCycles.map(({ label }) => label),
      phaseEnergies.map(({ label }) => label),
    );
    assert.equal(phaseFigures[3].label, "Moves for softmax");
    for (const { label, cycles, energy } of phaseFigures) {
      assert.equal(cycles.replace(/Cycles$/, ""), energy.replace(/Energy$/, ""));
      assert.match(label, /^[A-Z][a-z ]+$/);
    }
  });
});

describe("what a step costs", () => {
  const contentAt = (shown: ReturnType<typeof view>) =>
    costContent(summariseRuns(results, shown, catalog), results, shown);

  it("is drawn on an axis that stays when the step changes, and holds every step", () => {
    const most = [0, 1, 2, 3].map((step) => contentAt(view("shown", step)).most);
    assert.deepEqual(new Set(most), new Set([90]));
    for (const step of [0, 1, 2, 3]) {
      const { bars } = contentAt(view("shown", step));
      for (const bar of bars) assert.ok(totalOf(bar) <= 90);
    }
    assert.equal(contentAt(view("mean")).most, 50);
  });

  it("is the sum of its parts, and has a bound where it is time", () => {
    const { bars, unit } = contentAt(view("mean"));
    assert.deepEqual(bars.map(totalOf), [42.25, 50]);
    assert.equal(unit, "cycles");
    assert.ok(bars.every(({ bound }) => Number.isFinite(bound)));
    const energy = contentAt(view("mean", 0, "energy"));
    assert.equal(energy.unit, "pJ");
    assert.ok(energy.bars.every(({ bound }) => Number.isNaN(bound)));
  });

  it("leaves nothing out of the steps", () => {
    const shown = view("mean");
    const [run] = summariseRuns(results, shown, catalog);
    const composition = compositionOf(run, results, shown);
    const sums = [0, 1, 2, 3].map((step) =>
      composition.values.reduce((sum, part) => sum + part[step], 0),
    );
    assert.deepEqual(sums, [9, 90, 30, 40]);
    assert.deepEqual([composition.steps, composition.most], [4, 90]);
  });

  it("shows in every column the mean of its steps, part upon part", () => {
    const part = fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), {
      minLength: 40,
      maxLength: 40,
    });
    fc.assert(
      fc.property(
        fc.array(part, { minLength: 1, maxLength: 7 }),
        fc.integer({ min: 1, max: 40 }),
        (parts, columns) => {
          const values = parts.map((each) => Float64Array.from(each));
          const content = { name: "", colour: 0, unit: "", parts: [], values, steps: 40, most: 1 };
          const stacked = stackedColumns(content, columns);
          for (let column = 0; column < columns; column++) {
            const steps = [...Array(40).keys()].filter((step) => {
              return (
                step >= Math.floor((column * 40) / columns) &&
                step < Math.floor(((column + 1) * 40) / columns)
              );
            });
            let below = 0;
            for (const [at, list] of parts.entries()) {
              below += steps.reduce((sum, step) => sum + list[step], 0) / steps.length;
              assert.ok(Math.abs(stacked[at][column] - below) <= 1e-9 * Math.max(1, below));
            }
          }
        },
      ),
      settings,
    );
  });

  it("is drawn as wide as it is, hatched where publications leave it out", () => {
    const value = fc.nat(1e6);
    fc.assert(
      fc.property(fc.array(fc.tuple(value, value), { minLength: 1, maxLength: 6 }), (rows) => {
        const parts = [phaseCycles[1], phaseCycles[2]];
        const bars = rows.map((values, at) => ({
          name: `<run ${at}>`,
          colour: at,
          isShown: at === 0,
          values: [...values],
          bound: NaN,
        }));
        const most = Math.max(...bars.map(totalOf));
        const content: CostContent = { label: "", unit: "cycles", parts, bars, most };
        const { body } = drawCost("Time", content, "Peak bound");
        readXml(body);
        const widthsOf = (colour: string) =>
          [
            ...body.matchAll(
              /<rect x="[\d.]+" y="[\d.]+" width="([\d.]+)" height="16" fill="(#\w+)"/g,
            ),
          ]
            .filter(([, , fill]) => fill === colour)
            .map(([, width]) => Number(width));
        const scale = (912 - 200 - 72) / axisEnd(most);
        const { light } = phaseColourSets;
        for (const [at, colour] of [light[1], light[2]].entries()) {
          const wanted = rows.filter((row) => row[at] > 0).map((row) => row[at] * scale);
          widthsOf(colour).forEach((width, index) => {
            assert.ok(Math.abs(width - wanted[index]) < 0.01, `${width} for ${wanted[index]}`);
          });
        }
      }),
      { ...settings, numRuns: 60 },
    );
  });

  it("is drawn step by step with the shown one marked, whatever its name is", () => {
    const shown = view("mean");
    const [run] = summariseRuns(results, shown, catalog);
    const composition = { ...compositionOf(run, results, shown), name: `<&"` };
    const { body } = drawComposition("Time of each step", composition, 2);
    readXml(body);
    assert.ok(body.includes("step 2 is marked"));
  });
});

describe("an axis of costs", () => {
  it("begins at 0, has round amounts, and ends beyond the largest", () => {
    const amounts = fc.double({ min: 1e-3, max: 1e12, noNaN: true });
    fc.assert(
      fc.property(amounts, fc.constantFrom("cycles", "ns", "pJ"), (most, unit) => {
        const ticks = costTicks(most, unit, 6);
        assert.equal(ticks[0].at, 0);
        assert.ok(ticks.length > 1 && axisEnd(most) >= most);
        for (const { at } of ticks) assert.ok(at >= 0 && at <= 1 + 1e-9);
        assert.match(ticks.at(-1)!.label, / \p{L}+$/u);
      }),
      settings,
    );
  });
});

describe("a hatching", () => {
  it("stays in its box, and its lines lie on one grid", () => {
    const size = fc.integer({ min: 0, max: 300 });
    fc.assert(
      fc.property(size, size, size, size, (x, y, width, height) => {
        const context = new SvgContext(1000, 1000);
        hatch(context, [{ x, y, width, height }], 5);
        const places = [...context.markup().matchAll(/[ML]([\d.]+) ([\d.]+)/g)];
        for (const [, left, top] of places) {
          assert.ok(Number(left) >= x && Number(left) <= x + width);
          assert.ok(Number(top) >= y && Number(top) <= y + height);
          assert.equal((Number(left) + Number(top)) % 5, 0);
        }
        if (width > 5 && height > 5) assert.ok(places.length > 0);
      }),
      settings,
    );
  });
});
