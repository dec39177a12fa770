import assert from "node:assert/strict";
import { comparedFigures } from "../../../../src/shared/protocol/view-state";
import { furtherKey, nothingFurther } from "../../../../webview/state/further/further-state";
import { noSimulation } from "../../../../webview/state/page-state";
import { plotContent } from "../../../../webview/views/trade-off/plot/make-content";
import { plotTable } from "../../../../webview/views/trade-off/plot/plot-table";
import { samplePage } from "../sample-page";
import { sampleRun, sampleTrace, sampleView } from "../samples";
import { comparedState, resultsOf } from "./compared-state";

const runs = [sampleRun(), sampleRun({ policy: "full" }), sampleRun({ policy: "quest" })];
const results = resultsOf(runs, [
  { cycles: [10, 10, 10, 10], massKept: [0.5, 0.5, 0.5, 0.5] },
  { cycles: [80, 80, 80, 80], massKept: [1, 1, 1, 1] },
  { cycles: [20, 20, 20, 20], massKept: [0.4, 0.4, 0.4, 0.4] },
]);
const sweptColumns = { cycles: [30, 30, 30, 30], massKept: [0.7, 0.7, 0.7, 0.7] };
const simulation = { ...noSimulation, phase: "complete", results } as const;

function contentOf(view = sampleView({ runs }), change = {}) {
  const { store } = samplePage(comparedState({ view, simulation, ...change }));
  return { store, content: plotContent(store) };
}

describe("what the trade-off plot shows", () => {
  it("is a point in its own colour for every run, the best joined, the baseline set apart", () => {
    const { content } = contentOf();
    assert.deepEqual(
      content.points.map(({ across, up, colour }) => [across, up, colour]),
      [
        [20, 0.5, 0],
        [160, 1, 1],
        [40, 0.4, 2],
      ],
    );
    const [starc, full] = content.points;
    assert.deepEqual(content.fronts[0].points, [starc, full]);
    assert.equal(content.baseline, full);
    assert.deepEqual(
      content.points.map(({ isShown }) => isShown),
      [true, false, false],
    );
  });

  it("leaves out hidden runs, and those without one of the figures", () => {
    const { runStyles } = sampleView({ runs });
    const hidden = runStyles.map((style, run) => ({ ...style, hidden: run === 0 }));
    const { content } = contentOf(sampleView({ runs, runStyles: hidden }));
    assert.equal(content.points.length, 2);
    const compare = { ...sampleView().compare, quality: "recall" as const };
    assert.equal(contentOf(sampleView({ runs, compare })).content.points.length, 0);
  });

  it("takes any two figures, and says which way each is better", () => {
    for (const cost of comparedFigures) {
      for (const quality of comparedFigures) {
        const { content } = contentOf(
          sampleView({ runs, compare: { baseline: null, cost, quality } }),
        );
        assert.ok(content.across.label !== "" && content.up.label !== "");
        assert.equal(content.across.label === content.up.label, cost === quality);
      }
    }
  });

  it("shows a run in the other views when its point is pressed", () => {
    const { store, content } = contentOf();
    content.points[2].onPick?.();
    assert.equal(store.state.view.shownRun, 2);
  });

  it("gives the runs of another trace the colours that they have here, and a line of their own", () => {
    const second = {
      trace: { ...sampleTrace(), name: "other.kvtrace" },
      phase: "complete",
      results: resultsOf(runs.slice(1), [
        { cycles: [60, 60, 60, 60], massKept: [1, 1, 1, 1] },
        { cycles: [30, 30, 30, 30], massKept: [0.6, 0.6, 0.6, 0.6] },
      ]),
      misfits: [],
    } as const;
    const { content } = contentOf(sampleView({ runs }), { second });
    const others = content.points.filter(({ kind }) => kind === "other");
    assert.deepEqual(
      others.map(({ colour }) => colour),
      [1, 2],
    );
    assert.deepEqual(content.fronts[1].points, [others[1], others[0]]);
    assert.ok(others.every(({ onPick }) => onPick === undefined));
  });

  it("has a line for each policy through its budgets, in order, in the colour of its run", () => {
    const swept = { ...runs[0], budget: 64 };
    const known = new Map([
      [furtherKey({ layer: 5, run: swept }), resultsOf([swept], [sweptColumns])],
      [furtherKey({ layer: 3, run: { ...swept, budget: 32 } }), resultsOf([swept], [sweptColumns])],
    ]);
    const further = { ...nothingFurther, isSweeping: true, known };
    const { store, content } = contentOf(sampleView({ runs }), { further });
    const [starc, quest] = content.lines;
    assert.deepEqual(
      starc.points.map(({ kind, colour, up }) => [kind, colour, up]),
      [
        ["run", 0, 0.5],
        ["budget", 0, 0.7],
      ],
    );
    assert.equal(quest.points.length, 1, "of which there is its own run alone");
    assert.equal(content.points.length, 4);
    starc.points[1].onPick?.();
    assert.deepEqual(store.state.view.runs.at(-1), swept);
    assert.equal(store.state.view.shownRun, 3);
    assert.deepEqual(contentOf().content.lines, []);
  });

  it("is the same in a table", () => {
    const { content } = contentOf();
    const { rows } = plotTable(content);
    assert.deepEqual(
      rows.map(({ cells }) =>
        cells.map((cell) => typeof cell === "string" && cell.replace(/\s/g, " ")),
      ),
      [
        ["20 ns", "50.0 %", "yes"],
        ["160 ns", "100.0 %", "yes"],
        ["40 ns", "40.0 %", ""],
      ],
    );
  });
});
