import assert from "node:assert/strict";
import fc from "fast-check";
import type { HeadResult } from "../../../../src/shared/protocol";
import { RunLoads } from "../../../../webview/views/banks/loads/run-loads";
import { StackLoads } from "../../../../webview/views/banks/loads/stack-loads";
import { BankGrid } from "../../../../webview/views/banks/loads/bank-grid";
import { ResultSet } from "../../../../webview/state/results/result-set";
import { wholeGrid } from "./grids";
import { catalog, sampleHead, sampleRun, sampleStack } from "../samples";

const settings = { seed: 3, numRuns: 100 };
const steps = 3;

const heads = fc.array(
  fc.record({
    run: fc.integer({ min: 0, max: 1 }),
    kvHead: fc.integer({ min: 0, max: 40 }),
    units: fc.constantFrom(16, 64),
    vectors: fc.array(fc.integer({ min: 0, max: 1000 }), {
      minLength: 64 * steps,
      maxLength: 64 * steps,
    }),
  }),
  { minLength: 1, maxLength: 12 },
);

const plan = {
  scope: { layers: [5], kvHeads: [0], fromStep: 0, toStep: steps },
  runs: [sampleRun(), sampleRun({ policy: "full" })],
};

const grid = wholeGrid(sampleStack);

interface HeadLoads {
  readonly run: number;
  readonly kvHead: number;
  readonly units: number;
  readonly vectors: readonly number[];
}

function headsFrom(list: readonly HeadLoads[]): HeadResult[] {
  return list.map(({ run, kvHead, units, vectors }, queryHead) =>
    sampleHead({ run, kvHead, queryHead }, {}, vectors, steps, units),
  );
}

/** Load of a bank, which results may give by lane or by bank. */
function loadOf({ unitsPerChannel, loads }: HeadResult, step: number, bank: number): number {
  const unit = unitsPerChannel === 64 ? bank : sampleStack.laneOf(bank);
  return loads.vectors[step * unitsPerChannel + unit];
}

describe("stack loads", () => {
  it("show at every bank the sum over the heads of its channel", () => {
    fc.assert(
      fc.property(heads, (list) => {
        const results = headsFrom(list);
        const loads = new StackLoads(steps, sampleStack);
        for (const head of results) loads.add(head, "vectors");
        for (let step = 0; step < steps; step++) {
          const { rows, columns, values } = loads.atStep(step, grid);
          assert.deepEqual([rows, columns], [16, 64]);
          values.forEach((value, cell) => {
            const channel = Math.floor(cell / 64);
            const inChannel = results.filter(
              (head) => sampleStack.channelOf(head.kvHead) === channel,
            );
            const sum = inChannel.reduce((a, head) => a + loadOf(head, step, cell % 64), 0);
            assert.equal(value, inChannel.length > 0 ? sum : NaN);
          });
        }
      }),
      settings,
    );
  });

  it("show the same over the steps of a channel as at each step of the stack", () => {
    fc.assert(
      fc.property(heads, fc.integer({ min: 0, max: 15 }), (list, channel) => {
        const loads = new StackLoads(steps, sampleStack);
        for (const head of headsFrom(list)) loads.add(head, "vectors");
        const overSteps = loads.overSteps(new BankGrid(sampleStack, [channel], 64));
        const all = loads.overSteps(grid);
        assert.deepEqual([all.rows, all.columns], [16 * 64, steps]);
        for (let step = 0; step < steps; step++) {
          const stack = loads.atStep(step, grid);
          for (let bank = 0; bank < 64; bank++) {
            const load = stack.values[channel * 64 + bank];
            assert.equal(overSteps.values[bank * steps + step], load);
            assert.equal(all.values[(channel * 64 + bank) * steps + step], load);
          }
        }
      }),
      settings,
    );
  });

  it("know their range over all steps", () => {
    const loads = new StackLoads(steps, sampleStack);
    assert.deepEqual(loads.range, { smallest: 0, largest: 0, smallestPositive: 0 });
    loads.add(sampleHead({}, {}, [0, 7, 2], steps), "vectors");
    assert.deepEqual(loads.range, { smallest: 0, largest: 7, smallestPositive: 2 });
    loads.add(sampleHead({ kvHead: 16 }, {}, [0, 1, 0, 9], steps), "vectors");
    assert.deepEqual(loads.range, { smallest: 0, largest: 9, smallestPositive: 2 });
  });

  it("draw only the channels of a grid, as fine as it is", () => {
    fc.assert(
      fc.property(heads, fc.uniqueArray(fc.nat(15), { minLength: 1 }), (list, channels) => {
        const loads = new StackLoads(steps, sampleStack);
        for (const head of headsFrom(list)) loads.add(head, "vectors");
        const part = new BankGrid(sampleStack, channels, loads.units);
        const whole = loads.atStep(1, grid);
        const { values, columns } = loads.atStep(1, part);
        values.forEach((value, at) => {
          const bank = part.bankOf(at % columns);
          assert.equal(value, whole.values[channels[Math.floor(at / columns)] * 64 + bank]);
        });
      }),
      settings,
    );
  });

  it("are around 1 over the mean, which is that of every step", () => {
    fc.assert(
      fc.property(heads, (list) => {
        const loads = new StackLoads(steps, sampleStack);
        for (const head of headsFrom(list)) loads.add(head, "vectors");
        const over = loads.overMean();
        for (let step = 0; step < steps; step++) {
          const { sum, count } = over.total(step);
          const own = loads.total(step);
          assert.ok(own.sum === 0 ? count === 0 : Math.abs(sum / count - 1) < 1e-4);
          const { values } = over.atStep(step, grid);
          loads.atStep(step, grid).values.forEach((load, at) => {
            const expected = own.sum > 0 ? (load * own.count) / own.sum : NaN;
            assert.ok(Object.is(values[at], Math.fround(expected)) || values[at] - expected < 1e-3);
          });
        }
      }),
      settings,
    );
  });

  it("are the same whether results arrive at once or one by one, whatever is shown meanwhile", () => {
    const metrics = fc.constantFrom("vectors", "overMean", "usefulShare", "rowsOpened");
    fc.assert(
      fc.property(heads, fc.array(metrics), metrics, (list, asked, metric) => {
        const results = headsFrom(list);
        const growing = new RunLoads(0);
        let set = ResultSet.empty(plan);
        results.forEach((head, index) => {
          set = set.with([head]);
          growing.follow(set, catalog);
          growing.of(asked[index % asked.length] ?? "vectors");
        });
        const atOnce = new RunLoads(0);
        atOnce.follow(ResultSet.empty(plan).with(results), catalog);
        const grown = growing.of(metric);
        assert.equal(grown === undefined, !results.some(({ run }) => run === 0));
        assert.deepEqual(grown?.atStep(1, grid), atOnce.of(metric)?.atStep(1, grid));
      }),
      settings,
    );
  });

  it("start anew for another plan", () => {
    const loads = [0, 1].map((run) => new RunLoads(run));
    const first = (run: number, results: ResultSet) => {
      loads[run].follow(results, catalog);
      return loads[run].of("vectors")?.atStep(0, grid).values[0];
    };
    const set = ResultSet.empty(plan).with([
      sampleHead({ run: 0 }, {}, [5], steps),
      sampleHead({ run: 1 }, {}, [6], steps),
    ]);
    assert.equal(first(0, set), 5);
    assert.equal(first(1, set), 6);
    const again = ResultSet.empty({ ...plan }).with([sampleHead({ run: 0 }, {}, [8], steps)]);
    assert.equal(first(0, again), 8);
    assert.equal(first(1, again), undefined);
  });
});
