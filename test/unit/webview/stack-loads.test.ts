import assert from "node:assert/strict";
import fc from "fast-check";
import type { HeadResult } from "../../../src/shared/protocol";
import { ShownLoads } from "../../../webview/views/banks/shown-loads";
import { StackLoads } from "../../../webview/views/banks/stack-loads";
import { ResultSet } from "../../../webview/state/result-set";
import { catalog, sampleHead, sampleRun, sampleStack } from "./samples";

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
          const { rows, columns, values } = loads.atStep(step);
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
        const overSteps = loads.ofChannel(channel);
        const all = loads.ofStack();
        assert.deepEqual([all.rows, all.columns], [16 * 64, steps]);
        for (let step = 0; step < steps; step++) {
          const stack = loads.atStep(step);
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
    assert.deepEqual(loads.range, { largest: 0, smallestPositive: 0 });
    loads.add(sampleHead({}, {}, [0, 7, 2], steps), "vectors");
    assert.deepEqual(loads.range, { largest: 7, smallestPositive: 2 });
    loads.add(sampleHead({ kvHead: 16 }, {}, [0, 1, 0, 9], steps), "vectors");
    assert.deepEqual(loads.range, { largest: 9, smallestPositive: 2 });
  });

  it("are the same whether results arrive at once or one by one", () => {
    fc.assert(
      fc.property(heads, (list) => {
        const results = headsFrom(list);
        const growing = new ShownLoads();
        let set = ResultSet.empty(plan);
        for (const head of results) {
          set = set.with([head]);
          growing.of(set, 0, "vectors", catalog);
        }
        const atOnce = new ShownLoads().of(
          ResultSet.empty(plan).with(results),
          0,
          "vectors",
          catalog,
        );
        const grown = growing.of(set, 0, "vectors", catalog);
        assert.equal(grown === undefined, !results.some(({ run }) => run === 0));
        assert.deepEqual(grown?.atStep(1), atOnce?.atStep(1));
      }),
      settings,
    );
  });

  it("start anew for another plan, run or metric", () => {
    const shown = new ShownLoads();
    const set = ResultSet.empty(plan).with([
      sampleHead({ run: 0 }, {}, [5], steps),
      sampleHead({ run: 1 }, {}, [6], steps),
    ]);
    const first = (run: number, results = set) =>
      shown.of(results, run, "vectors", catalog)?.atStep(0).values[0];
    assert.equal(first(0), 5);
    assert.equal(first(1), 6);
    assert.equal(first(0), 5);
    const again = ResultSet.empty({ ...plan }).with([sampleHead({ run: 0 }, {}, [8], steps)]);
    assert.equal(first(0, again), 8);
    assert.equal(first(1, again), undefined);
  });
});
