import assert from "node:assert/strict";
import fc from "fast-check";
import { BankPictures } from "../../../../webview/views/banks/shown-banks";
import { StackLoads } from "../../../../webview/views/banks/loads/stack-loads";
import { ResultSet } from "../../../../webview/state/results/result-set";
import { noDetails, noSimulation, type PageState } from "../../../../webview/state/page-state";
import { catalog, sampleHead, sampleRun, sampleStack, sampleTrace, sampleView } from "../samples";
import { wholeGrid } from "./grids";

const head = (run: number, unitsPerChannel: number, seed: number) => {
  const loads = Array.from({ length: 4 * unitsPerChannel }, (_, cell) => (cell * seed) % 7);
  return sampleHead({ run }, {}, loads, 4, unitsPerChannel);
};

const runs = [sampleRun(), sampleRun({ policy: "full", device: "fast" })];
const results = ResultSet.empty({
  scope: { layers: [5], kvHeads: [0], fromStep: 0, toStep: 4 },
  runs,
}).with([head(0, 16, 3), head(1, 16, 5)]);

function stateOf(known = catalog): PageState {
  const { heatMap } = sampleView();
  return {
    trace: sampleTrace({ catalog: known }),
    view: sampleView({ runs, heatMap: { ...heatMap, metric: "vectors", difference: true } }),
    simulation: { ...noSimulation, phase: "complete", results },
    previous: undefined,
    second: undefined,
    message: undefined,
    ...noDetails,
  };
}

describe("the difference to the baseline", () => {
  it("and the baseline add up to the run, whichever units each is counted in", () => {
    const grid = wholeGrid(sampleStack);
    for (const [units, others] of [
      [16, 16],
      [64, 16],
      [16, 64],
      [64, 64],
    ]) {
      const run = new StackLoads(4, sampleStack);
      run.add(head(0, units, 3), "vectors");
      const baseline = new StackLoads(4, sampleStack);
      baseline.add(head(1, others, 5), "vectors");
      const difference = run.minus(baseline);
      for (let step = 0; step < 4; step++) {
        const all = [run, baseline, difference].map((loads) => loads.atStep(step, grid).values);
        const [a, b, c] = all;
        c.forEach((value, bank) => assert.ok(Object.is(value, a[bank] - b[bank])));
        assert.ok(c.some((value) => value < 0) && c.some((value) => value > 0));
        assert.ok(Number.isNaN(c[64]), "no KV head in channel 1");
      }
    }
  });

  it("is there for the steps that both have", () => {
    const grid = wholeGrid(sampleStack);
    const loadsOf = (steps: number, seed: number) => {
      const loads = new StackLoads(steps, sampleStack);
      const vectors = Array.from({ length: steps * 16 }, (_, cell) => (cell * seed) % 7);
      loads.add(sampleHead({}, {}, vectors, steps, 16), "vectors");
      return loads;
    };
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }), (a, b) => {
        const [run, baseline] = [loadsOf(a, 3), loadsOf(b, 5)];
        const difference = run.minus(baseline);
        assert.equal(difference.steps, Math.min(a, b));
        const over = difference.overSteps(grid);
        assert.equal(over.columns, Math.min(a, b));
        for (let step = 0; step < difference.steps; step++) {
          const [own, others] = [run, baseline].map((loads) => loads.atStep(step, grid).values);
          const { values } = difference.atStep(step, grid);
          values.forEach((value, bank) => {
            assert.ok(Object.is(value, own[bank] - others[bank]));
            assert.ok(Object.is(over.values[bank * over.columns + step], value));
          });
        }
      }),
      { seed: 41, numRuns: 40 },
    );
  });

  it("is drawn around nothing, names both loads, and is nothing for the baseline", () => {
    const [run, baseline] = new BankPictures().show(stateOf(), [0, 1]);
    const { picture } = run;
    assert.equal(picture.scale.low, -picture.scale.high);
    assert.deepEqual(baseline.picture.scale, picture.scale);
    assert.ok(picture.matrix.values.every((value) => !(Math.abs(value) > picture.scale.high)));
    // Lane 1 of channel 0 at step 0 carries 3 and 5.
    const { lines } = picture.describe({ row: 0, column: 1 });
    assert.deepEqual(
      lines.slice(1, 4).map((line) => line.replace(/^.*: /, "")),
      ["3", "5", "-2"],
    );
    const { values } = baseline.picture.matrix;
    assert.ok(values.every((value) => Number.isNaN(value) || value === 0));
  });

  it("is there only where both devices have the same banks", () => {
    const [slow, fast] = catalog.devices;
    const halved = { ...fast.organisation, banks: fast.organisation.banks / 2 };
    const other = { ...catalog, devices: [slow, { ...fast, organisation: halved }] };
    const waiting = (state: PageState) => new BankPictures().show(state, [0])[0].waiting;
    assert.match(waiting(stateOf(other)) ?? "", /other banks/);
    assert.equal(waiting(stateOf()), undefined);
  });
});
