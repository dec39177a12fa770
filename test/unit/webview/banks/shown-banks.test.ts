import assert from "node:assert/strict";
import fc from "fast-check";
import type { BankMetric, HeadResult, ViewState } from "../../../../src/shared/protocol";
import { banksOfSlot } from "../../../../webview/state/banks-of-slot";
import { joinSelection } from "../../../../webview/state/details/selection-set";
import type { Picture } from "../../../../webview/parts/heat-map/picture";
import { cellOfBank } from "../../../../webview/views/banks/picture/bank-cells";
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

const slotsPerLine = 16;
const slots = fc.array(fc.nat(4 * slotsPerLine - 1), { minLength: 1, maxLength: 40 });

/** A state in which the slots and clusters of tokens are known of the first run. */
function placedState(
  slotOf: readonly number[],
  change: Partial<ViewState>,
  axis: ViewState["heatMap"]["axis"] = "channels",
): PageState {
  const state = stateOf([], { axis });
  const [run] = state.view.runs;
  const view = { ...state.view, step: 1, ...change };
  const { layer } = state.view;
  const request = {
    kind: "selection",
    run,
    layer,
    queryHead: 0,
    fromStep: 0,
    toStep: steps,
  } as const;
  const places = {
    slots: Uint32Array.from(slotOf),
    clusters: Int32Array.from(slotOf, (_, at) => at % 3),
  };
  const nothing = {
    kind: "selection",
    firstStep: 0,
    offsets: new Uint32Array(steps + 1),
    tokens: new Uint32Array(),
    mass: new Float32Array(),
    slots: new Uint32Array(),
    clusters: new Int32Array(),
    totals: new Float64Array(steps),
    clusterSource: "starc",
    slotCounts: new Uint32Array(steps),
    slotsPerLine,
  } as const;
  const shown = joinSelection(request, [
    { ...nothing, of: "read" },
    { ...nothing, of: "missed" },
    { kind: "tokenPlaces", from: 0, ...places },
  ]);
  return { ...state, view, selection: { phase: "complete", shown, problem: undefined } };
}

/** Cells within the marks of a picture, as texts. */
function markedCells({ marks = [] }: Picture): string[] {
  const cells = marks.flatMap(({ range: { fromRow, toRow, fromColumn, toColumn } }) =>
    Array.from({ length: toRow - fromRow }, (_, row) =>
      Array.from({ length: toColumn - fromColumn }, (__, column) =>
        [fromRow + row, fromColumn + column].join(),
      ),
    ).flat(),
  );
  assert.equal(new Set(cells).size, cells.length, "no cell is outlined twice");
  return cells.sort();
}

describe("a picked token or cluster in the heat maps", () => {
  const axes = fc.constantFrom<ViewState["heatMap"]["axis"]>("channels", "steps", "banks");

  it("has the banks of each of its tokens outlined, and no others, where they are known", () => {
    fc.assert(
      fc.property(slots, fc.nat(2), axes, (slotOf, cluster, axis) => {
        const state = placedState(slotOf, { picked: { kind: "cluster", cluster } }, axis);
        const [own, other] = new BankPictures().show(state, [0, 1]);
        const channel = own.banks.grid.stack.channelOf(state.view.kvHead);
        const expected = slotOf.flatMap((slot, token) => {
          if (token % 3 !== cluster) return [];
          const { from } = banksOfSlot(slot, slotsPerLine, own.banks.grid.stack);
          const cell = cellOfBank(axis, { channel, bank: from }, state.view, own.banks.grid)!;
          return [[cell.row, cell.column].join()];
        });
        assert.deepEqual(markedCells(own.picture), [...new Set(expected)].sort());
        assert.deepEqual(other.picture.marks, undefined, "the places of another run are not known");
      }),
      { seed: 9 },
    );
  });

  it("is said of the banks that hold it alone", () => {
    fc.assert(
      fc.property(slots, fc.nat(), (slotOf, number) => {
        const token = number % slotOf.length;
        const state = placedState(slotOf, { picked: { kind: "token", token } });
        const [{ picture }] = new BankPictures().show(state, [0]);
        const marked = markedCells(picture);
        assert.equal(marked.length, 1);
        for (let row = 0; row < picture.matrix.rows; row++) {
          for (let column = 0; column < picture.matrix.columns; column++) {
            const isSaid = picture
              .describe({ row, column })
              .lines.includes("Holds the picked token");
            assert.equal(isSaid, marked.includes([row, column].join()));
          }
        }
      }),
      { seed: 10, numRuns: 30 },
    );
  });

  it("is outlined nowhere once another layer or head is shown, or another thing is picked", () => {
    const picked = { kind: "token", token: 0 } as const;
    const others: Partial<ViewState>[] = [
      { picked, layer: 3 },
      { picked, queryHead: 1 },
      { picked: { kind: "bank", channel: 0, bank: 0 } },
      { picked: { kind: "token", token: 99 } },
      { picked: null },
    ];
    for (const change of others) {
      const [{ picture }] = new BankPictures().show(placedState([3], change), [0]);
      assert.equal(picture.marks, undefined);
    }
  });
});

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
