import assert from "node:assert/strict";
import fc from "fast-check";
import type { BankMetric, HeadResult, ViewState } from "../../../../src/shared/protocol";
import { positionOf } from "../../../../webview/parts/colours/scale";
import { ResultSet } from "../../../../webview/state/results/result-set";
import { noDetails, noSimulation, type PageState } from "../../../../webview/state/page-state";
import { bankMetrics } from "../../../../webview/views/banks/bank-metrics";
import { fitMultiples, isCramped } from "../../../../webview/views/banks/multiples/fit-multiples";
import { shareViewport } from "../../../../webview/views/banks/multiples/share-viewport";
import { BankPictures } from "../../../../webview/views/banks/shown-banks";
import { sampleHead, sampleHeader, sampleTrace, sampleView } from "../samples";

const steps = 4;
const { queryHeads, kvHeads } = sampleHeader();
const plan = {
  scope: { layers: [5], kvHeads: [0], fromStep: 0, toStep: steps },
  runs: sampleView().runs,
};

/** A head with as many useful columns as are read, or fewer. */
function headOf(run: number, queryHead: number, numbers: readonly number[]): HeadResult {
  const head = sampleHead({ run, queryHead }, {}, numbers, steps);
  const columnsRead = head.loads.vectors.map((value) => value + 1);
  const columnsUseful = head.loads.vectors.map((value, at) => columnsRead[at] - (value % 2));
  const { vectors } = head.loads;
  return { ...head, loads: { ...head.loads, vectors, columnsRead, columnsUseful } };
}

const numbers = fc.array(fc.nat(50), { minLength: 16 * steps, maxLength: 16 * steps });
const loads = fc.array(fc.tuple(numbers, numbers), {
  minLength: queryHeads,
  maxLength: queryHeads,
});

function headsOf(list: readonly (readonly [number[], number[]])[]): HeadResult[] {
  return list.flatMap((pair, queryHead) => pair.map((own, run) => headOf(run, queryHead, own)));
}

function stateOf(heads: readonly HeadResult[], change: Partial<ViewState["heatMap"]>): PageState {
  const isDone = heads.length === 2 * queryHeads;
  const results = ResultSet.empty(plan).with(heads);
  return {
    trace: sampleTrace(),
    view: sampleView({ heatMap: { ...sampleView().heatMap, ...change } }),
    simulation: { ...noSimulation, phase: isDone ? "complete" : "running", results },
    previous: undefined,
    second: undefined,
    message: undefined,
    ...noDetails,
  };
}

const metrics = fc.constantFrom<BankMetric>(...bankMetrics);

describe("the heat maps of several runs", () => {
  it("have one scale, on which every value of every run has its place", () => {
    fc.assert(
      fc.property(loads, metrics, fc.boolean(), (list, metric, difference) => {
        const shown = new BankPictures().show(
          stateOf(headsOf(list), { metric, difference }),
          [0, 1],
        );
        for (const { picture } of shown) {
          const { low, high } = picture.scale;
          assert.deepEqual(picture.scale, shown[0].picture.scale);
          for (const value of picture.matrix.values) {
            const isInside = value >= low - 1e-6 && value <= high + 1e-6;
            assert.ok(isInside || Number.isNaN(value) || metric === "overMean", `${value}`);
          }
        }
      }),
      { seed: 81, numRuns: 60 },
    );
  });

  it("show shares from nothing to all, and the mean in the middle", () => {
    fc.assert(
      fc.property(loads, (list) => {
        const heads = headsOf(list);
        const scaleOf = (metric: BankMetric) =>
          new BankPictures().show(stateOf(heads, { metric }), [0])[0].picture.scale;
        const shares = scaleOf("usefulShare");
        assert.deepEqual([shares.low, shares.high], [0, 1]);
        assert.equal(positionOf(scaleOf("overMean"), 1), 0.5);
      }),
      { seed: 82, numRuns: 30 },
    );
  });

  it("keep their scale while heads arrive unless a value has no place on it", () => {
    fc.assert(
      fc.property(loads, metrics, (list, metric) => {
        const heads = headsOf(list);
        const pictures = new BankPictures();
        let changes = 0;
        let before = "";
        for (let count = 1; count < heads.length; count++) {
          const [{ picture }] = pictures.show(stateOf(heads.slice(0, count), { metric }), [0, 1]);
          const scale = JSON.stringify(picture.scale);
          if (scale !== before) changes++;
          before = scale;
        }
        // Round ends grow by half an order of magnitude on average: sums of 8 heads by few of them.
        assert.ok(changes <= 5, `${changes} scales for ${heads.length} heads`);
      }),
      { seed: 83, numRuns: 40 },
    );
  });

  it("fold idle channels, and tell them from channels that are still to come", () => {
    fc.assert(
      fc.property(loads, fc.integer({ min: 0, max: 15 }), fc.boolean(), (list, count, idle) => {
        const heads = headsOf(list).slice(0, count);
        const state = stateOf(heads, { idleChannels: idle });
        const [{ picture, banks, waiting, verdict }] = new BankPictures().show(state, [0]);
        const { channels } = banks.grid;
        assert.equal(channels.length, idle ? 16 : kvHeads);
        picture.grounds?.forEach((ground, row) => {
          const channel = channels[row];
          const isComputed = heads.some(({ run, kvHead }) => run === 0 && kvHead === channel);
          assert.equal(ground, channel >= kvHeads ? "hatched" : isComputed ? "plain" : "dotted");
        });
        const done = heads.filter(({ run }) => run === 0).length;
        const progress = `layer 5, head ${done + 1} of ${queryHeads}`;
        if (done === 0) assert.equal(waiting, progress);
        else if (done < queryHeads) assert.equal(verdict.text, progress);
        else assert.match(verdict.text, /^\d+\.\d.% of reads wasted, worst bank [\d.]+× mean$/);
      }),
      { seed: 84, numRuns: 40 },
    );
  });

  it("say why the trace cannot serve a run, instead of how far it is", () => {
    const reason = "needs queries";
    const state = stateOf(headsOf([]), {});
    const simulation = { ...state.simulation, failures: new Map([[1, reason]]) };
    const view = { ...state.view, runs: plan.runs };
    const [own, refused] = new BankPictures().show({ ...state, view, simulation }, [0, 1]);
    assert.equal(refused.waiting, reason);
    assert.notEqual(own.waiting, reason);
  });

  it("say what is wasted of all reads of the step, and how uneven it is", () => {
    fc.assert(
      fc.property(loads, (list) => {
        const heads = headsOf(list).filter(({ run }) => run === 0);
        const state = stateOf(headsOf(list), {});
        const [{ verdict }] = new BankPictures().show(state, [0]);
        const atStep = (column: "columnsRead" | "columnsUseful") =>
          heads.reduce(
            (sum, head) => sum + head.loads[column].slice(0, 16).reduce((a, b) => a + b),
            0,
          );
        const banks = Array.from({ length: kvHeads * 16 }, (_, at) => {
          const own = heads.filter(({ kvHead }) => kvHead === Math.floor(at / 16));
          return own.reduce((sum, head) => sum + head.loads.vectors[at % 16], 0);
        });
        const mean = banks.reduce((a, b) => a + b) / banks.length;
        fc.pre(mean > 0);
        const wasted = 100 * (1 - atStep("columnsUseful") / atStep("columnsRead"));
        const [, percent, worst] = /^([\d.]+).* bank ([\d.]+)×/.exec(verdict.text)!;
        assert.ok(Math.abs(Number(percent) - wasted) <= 0.051, verdict.text);
        assert.ok(verdict.line.startsWith(percent) && verdict.line.endsWith(`${worst}×`));
        assert.ok(verdict.line.length <= 28, "has room over a small heat map");
        assert.ok(Math.abs(Number(worst) - Math.max(...banks) / mean) <= 0.02 * Number(worst));
      }),
      { seed: 85, numRuns: 40 },
    );
  });
});

describe("the places of heat maps", () => {
  it("hold all of them, none narrower than it may be, in rows of as equal length as can be", () => {
    const pixels = fc.integer({ min: 200, max: 3000 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 }), pixels, pixels, (count, width, height) => {
        const { columns, rows, height: each } = fitMultiples(count, width, height);
        assert.ok(columns * rows >= count && columns * (rows - 1) < count);
        assert.ok(columns === 1 || (width - (columns - 1) * 16) / columns >= 160);
        assert.ok(each >= 150);
      }),
      { seed: 86 },
    );
  });

  it("are shown one at a time rather than cut off", () => {
    const pixels = fc.integer({ min: 200, max: 3000 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 8 }), pixels, pixels, (count, width, height) => {
        if (isCramped(count, width, height)) return;
        const { rows, height: each } = fitMultiples(count, width, height);
        assert.ok(rows > 2 || rows * each + (rows - 1) * 16 <= Math.max(height, 320));
      }),
      { seed: 88 },
    );
  });

  it("show the same share of another grid, and that share again on the way back", () => {
    const size = fc.integer({ min: 4, max: 500 });
    const grid = fc.record({ rows: size, columns: size });
    fc.assert(
      fc.property(grid, grid, (a, b) => {
        const viewport = { row: 1, column: 2, rows: a.rows / 2, columns: a.columns / 2 };
        const back = shareViewport(shareViewport(viewport, a, b), b, a);
        for (const side of ["row", "column", "rows", "columns"] as const) {
          assert.ok(Math.abs(back[side] - viewport[side]) < 1e-9);
        }
      }),
      { seed: 87 },
    );
  });
});
