import assert from "node:assert/strict";
import { ResultSet } from "../../../../webview/state/result-set";
import { StackLoads } from "../../../../webview/views/banks/stack-loads";
import {
  DifferenceLoads,
  otherBanks,
} from "../../../../webview/views/trade-off/difference/difference-loads";
import { differencePicture } from "../../../../webview/views/trade-off/difference/difference-picture";
import { catalog, sampleHead, sampleRun, sampleStack, sampleTrace, sampleView } from "../samples";

describe("difference of bank loads", () => {
  const head = (run: number, unitsPerChannel: number, seed: number) => {
    const loads = Array.from({ length: 4 * unitsPerChannel }, (_, cell) => (cell * seed) % 7);
    return sampleHead({ run }, {}, loads, 4, unitsPerChannel);
  };

  it("and the baseline add up to the run, whichever units each is counted in", () => {
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
        const [a, b, c] = [run, baseline, difference].map((loads) => loads.atStep(step).values);
        c.forEach((value, bank) => assert.ok(Object.is(value, a[bank] - b[bank])));
        assert.ok(c.some((value) => value < 0) && c.some((value) => value > 0));
        assert.ok(Number.isNaN(c[64]), "no KV head in channel 1");
      }
    }
  });

  it("is drawn around nothing, and names both loads", () => {
    const set = ResultSet.empty({
      scope: { layers: [5], kvHeads: [0], fromStep: 0, toStep: 4 },
      runs: sampleView().runs,
    }).with([head(0, 16, 3), head(1, 16, 5)]);
    const loads = new DifferenceLoads();
    const [run, baseline] = [0, 1].map((index) => ({ results: set, run: index }));
    const difference = loads.of(run, baseline, "vectors", catalog);
    assert.equal(loads.of(run, baseline, "vectors", catalog), difference);
    assert.ok(difference && difference !== otherBanks);
    const names = { run: "A", baseline: "B" };
    const picture = differencePicture(sampleTrace(), sampleView(), difference, names);
    assert.equal(picture.scale.low, -picture.scale.high);
    assert.ok(picture.matrix.values.every((value) => !(Math.abs(value) > picture.scale.high)));
    // Lane 1 of channel 0 at step 0 carries 3 and 5.
    const { lines } = picture.describe({ row: 0, column: 4 });
    assert.deepEqual(lines.slice(1, 4), ["A: 3", "B: 5", "Difference: -2"]);
    assert.match(picture.describe({ row: 1, column: 0 }).lines[1], /no result/);
  });

  it("is there only where both devices have the same banks", () => {
    const [slow, fast] = catalog.devices;
    const halved = { ...fast.organisation, banks: fast.organisation.banks / 2 };
    const devices = [slow, { ...fast, organisation: halved }];
    const set = ResultSet.empty({
      scope: { layers: [5], kvHeads: [0], fromStep: 0, toStep: 4 },
      runs: [sampleRun({ device: slow.id }), sampleRun({ device: fast.id })],
    }).with([head(0, 16, 3), head(1, 16, 5)]);
    const [run, baseline] = [0, 1].map((index) => ({ results: set, run: index }));
    const of = (known: typeof devices) =>
      new DifferenceLoads().of(run, baseline, "vectors", { ...catalog, devices: known });
    assert.equal(of(devices), otherBanks);
    assert.notEqual(of([slow, fast] as typeof devices), otherBanks);
  });
});
