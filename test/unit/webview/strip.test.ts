import assert from "node:assert/strict";
import fc from "fast-check";
import { stripFigures } from "../../../src/shared/protocol/view-state";
import { stripDrawings } from "../../../webview/page/strip/strip-drawing";
import {
  linePoints,
  spreadLabels,
  stepAt,
  stepPlace,
  stripScale,
  worstStep,
} from "../../../webview/page/strip/strip-lines";
import { registerCharts } from "../../../webview/parts/charts/chart-library";
import { runLooks } from "../../../webview/parts/colours/run-colours";
import { noDetails, noSimulation } from "../../../webview/state/page-state";
import { ResultSet } from "../../../webview/state/results/result-set";
import { sampleHead, sampleTrace, sampleView } from "./samples";

before(registerCharts);

const value = fc.oneof(fc.double({ min: -100, max: 100, noNaN: true }), fc.constant(NaN));
const values = fc
  .array(value, { minLength: 1, maxLength: 400 })
  .map((all) => Float64Array.from(all));

describe("the chart over steps", () => {
  it("finds the worst step as looking at every one of them does", () => {
    fc.assert(
      fc.property(values, fc.boolean(), (all, isMoreBetter) => {
        const known = [...all].filter((each) => !Number.isNaN(each));
        const expected = isMoreBetter ? Math.min(...known) : Math.max(...known);
        const worst = worstStep(all, isMoreBetter);
        if (known.length === 0) assert.equal(worst, undefined);
        else assert.equal(worst, all.indexOf(expected));
      }),
      { seed: 3 },
    );
  });

  it("draws every line within the picture, and misses no peak however many steps a pixel has", () => {
    fc.assert(
      fc.property(values, fc.integer({ min: 5, max: 300 }), (all, width) => {
        const scale = stripScale([{ run: 0, colour: "", dashes: [], values: all }]);
        const size = { width, height: 50 };
        const points = linePoints(all, scale, size).filter((point) => point !== undefined);
        for (const { x, y } of points) {
          assert.ok(x >= 0 && x <= width && y >= -1e-9 && y <= 50 + 1e-9);
        }
        const known = [...all].filter((each) => !Number.isNaN(each));
        if (known.length === 0) return;
        const yOf = (each: number) => 50 * (1 - (each - scale.low) / (scale.high - scale.low));
        const top = Math.min(...points.map(({ y }) => y));
        assert.ok(Math.abs(top - yOf(Math.max(...known))) < 1e-9, "the peak is drawn");
      }),
      { seed: 4 },
    );
  });

  it("finds the step under the cursor of a step", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40_000 }), fc.nat(), (steps, any) => {
        const step = any % steps;
        assert.equal(stepAt(stepPlace(step, steps), steps), step);
      }),
      { seed: 5 },
    );
  });

  it("keeps labels apart and in the order of their lines", () => {
    const heights = fc.array(fc.double({ min: 0, max: 90, noNaN: true }), { maxLength: 6 });
    fc.assert(
      fc.property(heights, (wanted) => {
        const placed = spreadLabels(wanted, 13, 90);
        const order = [...wanted.keys()].sort((a, b) => wanted[a] - wanted[b]);
        for (let at = 1; at < order.length; at++) {
          assert.ok(placed[order[at]] - placed[order[at - 1]] >= 13 - 1e-9);
        }
        for (const place of placed) assert.ok(place >= 6.5 - 1e-9 && place <= 83.5 + 1e-9);
      }),
      { seed: 6 },
    );
  });

  it("is exported with a line for each run that is not hidden, in its colour", () => {
    const steps = 4;
    const { runs, runStyles, strip } = sampleView();
    const scope = { layers: [5], kvHeads: [0], fromStep: 0, toStep: steps };
    const numbers = Array.from({ length: 16 * steps }, (_, at) => at);
    const heads = runs.map((_, run) => sampleHead({ run, queryHead: 0 }, {}, numbers, steps));
    const simulation = { ...noSimulation, results: ResultSet.empty({ scope, runs }).with(heads) };
    const looks = runLooks(runStyles, "light");
    fc.assert(
      fc.property(
        fc.array(fc.boolean(), { minLength: runs.length, maxLength: runs.length }),
        fc.constantFrom(...stripFigures),
        (hidden, figure) => {
          const styles = runStyles.map((style, run) => ({ ...style, hidden: hidden[run] }));
          const view = sampleView({ runStyles: styles, strip: { ...strip, figure } });
          const others = { previous: undefined, second: undefined, message: undefined };
          const state = { trace: sampleTrace(), view, simulation, ...others, ...noDetails };
          const drawings = stripDrawings(state);
          assert.equal(drawings.length, hidden.every(Boolean) ? 0 : 1);
          looks.forEach(({ colour }, run) => {
            const isDrawn = drawings.some(({ body }) => body.includes(`stroke="${colour}"`));
            assert.equal(isDrawn, !hidden[run], `${figure} of run ${run}`);
          });
        },
      ),
      { seed: 7, numRuns: 20 },
    );
  });
});
