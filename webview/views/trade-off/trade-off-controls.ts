import type { ComparedFigure, CompareState, RunPlace, Scope } from "../../../src/shared/protocol";
import { comparedFigures } from "../../../src/shared/protocol/view-state";
import type { Choice } from "../../parts/controls/choice";
import { element } from "../../parts/dom/element";
import { labelled } from "../../parts/dom/labelled";
import { nameRuns } from "../../parts/format/run-names";
import { changeCompare, changeScope, changeView, type PageStore } from "../../state/page-state";
import { makeDropdown } from "../../parts/controls/toolkit";
import { allRuns, compareRuns, keyOf } from "../../state/runs/compared-runs";
import { measureOf } from "../../state/runs/measures";

/** What is compared with what, over which steps and heads. */
export function makeTradeOffControls(store: PageStore): HTMLElement {
  const run = makeDropdown("trade-off-run", (value) => {
    changeView(store, { shownRun: Number(value) });
  });
  const baseline = makeDropdown("trade-off-baseline", (value) => {
    changeCompare(store, { baseline: placeOf(value) });
  });
  const steps = makeDropdown<Scope["steps"]>("trade-off-steps", (value) => {
    changeScope(store, { steps: value });
  });
  const heads = makeDropdown<Scope["heads"]>("trade-off-heads", (value) => {
    changeScope(store, { heads: value });
  });
  store.watch(
    ({ trace, view, simulation, previous, second }) => [
      trace,
      view,
      simulation.results?.plan,
      previous,
      second,
    ],
    () => {
      const { trace, view } = store.state;
      const names = nameRuns(view.runs, trace.catalog);
      run.show(
        names.map((label, index) => ({ value: `${index}`, label })),
        `${view.shownRun}`,
      );
      const all = allRuns(store.state);
      const chosen = compareRuns(all, view)?.baseline.place;
      baseline.show(
        all.map(({ place, name }) => ({ value: keyOf(place), label: name })),
        chosen ? keyOf(chosen) : "",
      );
      steps.show(
        [
          { value: "mean", label: "Mean of all steps" },
          { value: "shown", label: `Step ${view.step}` },
        ],
        view.scope.steps,
      );
      heads.show(
        [
          { value: "mean", label: "Mean of all query heads" },
          { value: "shown", label: `Query head ${view.queryHead}` },
        ],
        view.scope.heads,
      );
    },
  );
  return element(
    "div",
    { class: "toolbar", role: "group", "aria-label": "Compare" },
    labelled("Run", run.element),
    labelled("Baseline", baseline.element),
    labelled("Steps", steps.element),
    labelled("Heads", heads.element),
  );
}

const costs = (["time", "cycles", "energy"] as const).map(choiceOf);

const qualities = (["massKept", "recall", "outputError"] as const).map(choiceOf);

/** Which figure the bars show. */
export function makeFigureControl(store: PageStore): HTMLElement {
  const figure = makeDropdown<CompareState["figure"]>("trade-off-figure", (value) => {
    changeCompare(store, { figure: value });
  });
  const choices = comparedFigures.map(choiceOf);
  store.watch(
    ({ view }) => view.compare.figure,
    (shown) => figure.show(choices, shown),
  );
  return element("div", { class: "toolbar" }, labelled("Figure", figure.element));
}

/** What the Pareto plot sets against what. */
export function makeParetoControls(store: PageStore): HTMLElement {
  const cost = makeDropdown<CompareState["cost"]>("trade-off-cost", (value) => {
    changeCompare(store, { cost: value });
  });
  const quality = makeDropdown<CompareState["quality"]>("trade-off-quality", (value) => {
    changeCompare(store, { quality: value });
  });
  store.watch(
    ({ view }) => view.compare,
    (compare) => {
      cost.show(costs, compare.cost);
      quality.show(qualities, compare.quality);
    },
  );
  const controls = [labelled("Cost", cost.element), labelled("Quality", quality.element)];
  return element("div", { class: "toolbar" }, ...controls);
}

function placeOf(key: string): RunPlace {
  const [source, run] = key.split("-");
  return { source: source as RunPlace["source"], run: Number(run) };
}

function choiceOf<Id extends ComparedFigure>(value: Id): Choice<Id> {
  return { value, label: measureOf(value).label };
}
