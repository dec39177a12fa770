import assert from "node:assert/strict";
import fc from "fast-check";
import type { ComparisonOrder, ViewState } from "../../../src/shared/protocol";
import { comparedFigures } from "../../../src/shared/protocol/view-state";
import { StackLoads } from "../../../webview/views/banks/stack-loads";
import { changesTable } from "../../../webview/views/trade-off/changes/changes-table";
import { findChanges, matchRuns } from "../../../webview/views/trade-off/changes/changes";
import { compareBars } from "../../../webview/views/trade-off/trade-off-bars";
import { allRuns, compareRuns, type ComparedRun } from "../../../webview/state/runs/compared-runs";
import {
  DifferenceLoads,
  otherBanks,
} from "../../../webview/views/trade-off/difference/difference-loads";
import { differencePicture } from "../../../webview/views/trade-off/difference/difference-picture";
import { keepPrevious } from "../../../webview/state/keep-previous";
import { measureOf, ratioOf } from "../../../webview/state/runs/measures";
import { paretoFront } from "../../../webview/views/trade-off/pareto/pareto";
import { dominates } from "../../fixtures/pareto";
import { pointLabels } from "../../../webview/views/trade-off/pareto/point-labels";
import { sortRuns } from "../../../webview/state/runs/sort-runs";
import { ResultSet } from "../../../webview/state/result-set";
import { noSimulation, noDetails, type PageState } from "../../../webview/state/page-state";
import { Store } from "../../../webview/state/store";
import {
  catalog,
  sampleHead,
  sampleHeader,
  sampleRun,
  sampleStack,
  sampleTrace,
  sampleView,
} from "./samples";

const settings = { seed: 29, numRuns: 400 };
/** Few values, so that equal ones are common. */
const figure = fc.oneof(fc.integer({ min: 0, max: 5 }), fc.constant(NaN));
const tradeoffs = fc.array(fc.record({ cost: figure, quality: figure }), { maxLength: 20 });
const directions = fc.constantFrom("more" as const, "less" as const);

function resultsOf(runs: ViewState["runs"], values: readonly Parameters<typeof sampleHead>[1][]) {
  const scope = { layers: [5], kvHeads: [0, 1, 2, 3], fromStep: 0, toStep: 4 };
  return ResultSet.empty({ scope, runs }).with(
    values.map((columns, run) => sampleHead({ run }, columns)),
  );
}

function stateOf(change: Partial<PageState> = {}): PageState {
  const view = sampleView();
  return {
    trace: sampleTrace(),
    view,
    simulation: {
      ...noSimulation,
      phase: "complete",
      results: resultsOf(view.runs, [{ cycles: [10, 30] }, { cycles: [80, 80] }]),
    },
    previous: undefined,
    second: undefined,
    message: undefined,
    ...noDetails,
    ...change,
  };
}

describe("Pareto front", () => {
  it("has exactly the trade-offs that no other dominates, by cost", () => {
    fc.assert(
      fc.property(tradeoffs, directions, (all, better) => {
        const known = [...all.keys()].filter((index) => {
          return !Number.isNaN(all[index].cost) && !Number.isNaN(all[index].quality);
        });
        const best = known.filter(
          (index) => !known.some((other) => dominates(all[other], all[index], better)),
        );
        const front = paretoFront(all, better);
        assert.deepEqual(
          [...front].sort((a, b) => a - b),
          best,
        );
        front.slice(1).forEach((index, at) => assert.ok(all[index].cost >= all[front[at]].cost));
      }),
      settings,
    );
  });

  it("never lets a trade-off dominate itself or both each other", () => {
    const one = fc.record({ cost: fc.integer({ max: 3 }), quality: fc.integer({ max: 3 }) });
    fc.assert(
      fc.property(one, one, directions, (a, b, better) => {
        assert.ok(!dominates(a, a, better));
        assert.ok(!(dominates(a, b, better) && dominates(b, a, better)));
      }),
      settings,
    );
  });
});

describe("order of compared runs", () => {
  const orders: readonly ComparisonOrder[] = [
    ...comparedFigures,
    "run",
    "policy",
    "budget",
    "placement",
    "device",
  ];
  const configurations = fc.record({
    policy: fc.constantFrom("full", "quest", "starc"),
    budget: fc.integer({ min: 1, max: 3 }),
    device: fc.constantFrom("slow", "fast"),
  });

  it("keeps all runs, equal ones in theirs, and missing figures last", () => {
    const runs = fc.array(fc.tuple(configurations, figure), { maxLength: 12 });
    fc.assert(
      fc.property(runs, fc.constantFrom(...orders), fc.boolean(), (made, order, descending) => {
        const compared = made.map(([configuration, value], index): ComparedRun => ({
          index,
          name: `${configuration.policy} ${configuration.budget}`,
          configuration: sampleRun(configuration),
          device: catalog.devices.find(({ id }) => id === configuration.device)!,
          figure: () => value,
          place: { source: "shown", run: index },
        }));
        const sorted = sortRuns(compared, { order, descending }, catalog);
        assert.deepEqual(
          sorted.map(({ index }) => index).sort((a, b) => a - b),
          [...compared.keys()],
        );
        const again = sortRuns(sorted, { order, descending }, catalog);
        assert.deepEqual(again, sorted);
        const turned = sortRuns(compared, { order, descending: !descending }, catalog);
        const textOf = (run: ComparedRun) =>
          JSON.stringify([run.configuration, run.figure("tokens")]);
        for (const text of new Set(compared.map(textOf))) {
          // Those that are equal in everything stand in the same order either way.
          const equal = (list: readonly ComparedRun[]) =>
            list.filter((run) => textOf(run) === text);
          assert.deepEqual(equal(sorted), equal(turned));
          assert.deepEqual(equal(sorted), equal(compared));
        }
        const figures = comparedFigures.find((name) => name === order);
        if (figures === undefined) return;
        const values = sorted.map(measureOf(figures).value);
        const missing = values.findIndex(Number.isNaN);
        const there = missing < 0 ? values : values.slice(0, missing);
        if (missing >= 0) assert.ok(values.slice(missing).every(Number.isNaN));
        there.slice(1).forEach((value, at) => {
          assert.ok(descending ? value <= there[at] : value >= there[at]);
        });
      }),
      settings,
    );
  });

  it("is that of the runs where none is chosen", () => {
    const all = allRuns(stateOf());
    assert.deepEqual(sortRuns(all, { order: null, descending: true }, catalog), all);
  });
});

describe("comparison of runs", () => {
  it("takes the run that reads everything as baseline, until another is chosen", () => {
    const state = stateOf();
    const all = allRuns(state);
    assert.equal(compareRuns(all, state.view)?.baseline.name, "Full");
    const choose = (run: number) => {
      const compare = { ...state.view.compare, baseline: { source: "shown" as const, run } };
      return compareRuns(all, sampleView({ compare }))?.baseline.name;
    };
    assert.equal(choose(0), "STARC · B 16");
    assert.equal(choose(7), "Full", "a run that is gone");
    assert.equal(compareRuns([], state.view), undefined);
  });

  it("shows an earlier run only where it is the baseline", () => {
    const previous = { trace: sampleTrace(), results: stateOf().simulation.results! };
    const baseline = { source: "previous", run: 1 } as const;
    const view = sampleView({ compare: { ...sampleView().compare, baseline } });
    const state = stateOf({ previous, view });
    const comparison = compareRuns(allRuns(state), view)!;
    assert.deepEqual(
      comparison.runs.map(({ name }) => name),
      ["STARC · B 16", "Full", "Before: Full"],
    );
    assert.equal(comparison.baseline, comparison.runs[2]);
  });

  it("gives times in the clock of each device and ratios of them", () => {
    const runs = [sampleRun({ device: "fast" }), sampleRun({ policy: "full" })];
    const results = resultsOf(runs, [{ cycles: [10, 30, 20, 20] }, { cycles: [80, 80, 80, 80] }]);
    const simulation = { ...noSimulation, phase: "complete", results } as const;
    const view = sampleView({ runs });
    const { runs: compared, baseline } = compareRuns(allRuns(stateOf({ simulation, view })), view)!;
    const time = measureOf("time");
    assert.deepEqual(compared.map(time.value), [10, 160]);
    assert.equal(ratioOf(time.value(compared[0]), time.value(baseline)), 1 / 16);
    const bars = compareBars(compared, baseline, "time");
    assert.deepEqual(bars.bars, ["STARC · B 16 · 0.0625×", "Full · 1×"]);
    assert.deepEqual(bars.parts[0].values, [10, 160]);
    assert.deepEqual(bars.marks?.values, [160, 160]);
  });

  it("has no ratio to nothing", () => {
    for (const [value, baseline] of [
      [1, 0],
      [0, 0],
      [NaN, 1],
      [1, NaN],
    ]) {
      assert.ok(Number.isNaN(ratioOf(value, baseline)));
    }
    assert.equal(ratioOf(0, 2), 0);
  });
});

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

describe("the previous run", () => {
  it("is what a changed configuration or a rewritten file replaces, once complete", () => {
    const tick: (() => void)[] = [];
    const store = new Store<PageState>(stateOf(), (work) => tick.push(work));
    const frame = () => tick.splice(0).forEach((work) => work());
    const simulate = (phase: "running" | "complete", results: ResultSet | undefined) => {
      store.update({ simulation: { ...noSimulation, phase, results } });
      frame();
    };
    const kept = (): PageState["previous"] => store.state.previous;
    const { results } = store.state.simulation;
    keepPrevious(store);
    simulate("running", resultsOf(results!.plan.runs, []));
    assert.equal(kept(), undefined, "the same again");
    simulate("complete", results);
    const changed = [sampleRun({ budget: 8 })];
    simulate("running", undefined);
    assert.equal(kept()?.results, results);
    simulate("running", resultsOf(changed, []));
    const incomplete = resultsOf([sampleRun({ budget: 9 })], []);
    simulate("running", incomplete);
    assert.equal(kept()?.results, results, "what was never complete is no run");
    const complete = resultsOf(changed, [{ cycles: [1, 1] }]);
    simulate("complete", complete);
    const rewritten = sampleTrace();
    store.update({ trace: rewritten });
    simulate("running", resultsOf(changed, []));
    assert.equal(kept()?.results, complete);
    assert.notEqual(kept()?.trace, rewritten);
  });

  it("is matched run by run: equal ones first, then those in the same place", () => {
    const [a, b, c] = [1, 2, 3].map((budget) => sampleRun({ budget }));
    assert.deepEqual(matchRuns([a, b], [a, b]), [0, 1]);
    assert.deepEqual(matchRuns([b, a], [a, b]), [1, 0]);
    assert.deepEqual(matchRuns([c, b], [a, b]), [0, 1]);
    assert.deepEqual(matchRuns([b], [a, b]), [1]);
    assert.deepEqual(matchRuns([a, b, c], [a]), [0, undefined, undefined]);
    const [x, y] = [
      { p: 1, q: 2 },
      { q: 2, p: 1 },
    ].map((parameters) => sampleRun({ parameters }));
    assert.deepEqual(matchRuns([c, x], [y, c]), [1, 0]);
  });

  it("differs in what changed and in nothing else", () => {
    const before = { trace: sampleTrace(), results: stateOf().simulation.results! };
    assert.deepEqual(findChanges(sampleTrace(), before.results, before), []);
    const trace = sampleTrace({ header: sampleHeader({ decodeSteps: 8 }), fileSize: 99_000_000 });
    const runs = [sampleRun({ budget: 8 }), sampleRun({ policy: "full" }), sampleRun()];
    const changes = findChanges(trace, resultsOf(runs, []), before);
    assert.deepEqual(
      changes.map(({ label, before: was, now }) => `${label}: ${was} > ${now}`.replace(/\s/g, " ")),
      ["Prompt + steps: 60 + 4 > 60 + 8", "File size: 12.3 MB > 99 MB", "Run: none > STARC · B 8"],
    );
  });

  it("stands before each figure, with how many times as much that is", () => {
    const previous = {
      trace: sampleTrace(),
      results: resultsOf(sampleView().runs, [{ cycles: [40, 40] }, { cycles: [80, 80] }]),
    };
    const table = changesTable(allRuns(stateOf({ previous })));
    const at = table.columns.findIndex(({ label }) => label === "Cycles") - 1;
    assert.deepEqual(
      table.rows.map(({ cells }) => cells[at]),
      ["40 → 20 (0.500×)", "80 as before"],
    );
  });
});

describe("labels of points", () => {
  it("lie within the plot and over nothing else", () => {
    const area = { left: 0, top: 0, right: 400, bottom: 200 };
    const line = { left: 0, top: 100, right: 50, bottom: 100 };
    const point = fc.record({
      x: fc.integer({ min: 0, max: 400 }),
      y: fc.integer({ min: 0, max: 200 }),
      text: fc.constant("run"),
      width: fc.integer({ min: 10, max: 150 }),
    });
    fc.assert(
      fc.property(fc.array(point, { maxLength: 12 }), (points) => {
        const widest = Math.min(150, ...points.map(({ width }) => width));
        const placed = pointLabels(points, area, [line], 12);
        assert.ok(placed.length <= points.length);
        placed.forEach((label, index) => {
          assert.ok(label.left >= 0 && label.middle >= 6 && label.middle <= 194);
          assert.ok(Math.abs(label.middle - 100) >= 6 || label.left >= 50);
          for (const other of placed.slice(index + 1)) {
            const isBeside = Math.abs(label.left - other.left) >= widest;
            assert.ok(isBeside || Math.abs(label.middle - other.middle) >= 12);
          }
        });
      }),
      settings,
    );
  });
});
