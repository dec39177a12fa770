import { reportedFigures } from "../../../src/shared/figures";
import { stripFigures, type StripFigure } from "../../../src/shared/protocol/view-state";
import { onThemeChange } from "../../parts/charts/theme";
import { makeDropdown } from "../../parts/controls/dropdown";
import { makeIconButton } from "../../parts/controls/icon-button";
import { makePlainButton } from "../../parts/controls/plain-button";
import { element, setAttributes, setText } from "../../parts/dom/element";
import { nameRuns } from "../../../src/shared/run-names";
import { changeStrip, changeView, type PageState, type PageStore } from "../../state/page-state";
import { stripLines } from "./coloured-lines";
import { isMoreBetter, writeFigure } from "./strip-figures";
import { rangeBetween } from "../../state/view/step-range";
import { stepAt, stepPlace, stripScale, worstStep, type StripLine } from "./strip-lines";
import { watchStrip } from "./strip-gestures";
import { StripPicture } from "./strip-picture";

const choices = stripFigures.map((value) => ({ value, label: reportedFigures[value].label }));

/**
 * One figure of all runs over all steps: its cursor is the shown step, to be dragged or moved by
 * keys.
 */
export class StepStrip {
  readonly #figure;
  readonly #worst;
  readonly #fold;
  readonly #picture = new StripPicture();
  readonly #slider = element("div", {
    id: "strip",
    class: "strip-plot",
    role: "slider",
    tabindex: 0,
    "aria-label": "Step, in the chart over steps",
    "aria-valuemin": 0,
  });
  readonly element: HTMLElement;
  #lines: readonly StripLine[] = [];
  #worstStep: number | undefined;

  constructor(private readonly store: PageStore) {
    this.#figure = makeDropdown<StripFigure>("strip-figure", (figure) => {
      changeStrip(store, { figure });
    });
    setAttributes(this.#figure.element, { "aria-label": "Figure over steps" });
    this.#worst = makePlainButton({ id: "strip-worst", class: "link-button" }, () => {
      if (this.#worstStep !== undefined) this.#go(this.#worstStep);
    });
    this.#fold = makeIconButton("strip-fold", "fold", "Fold the chart over steps", () => {
      changeStrip(store, { isCollapsed: !store.state.view.strip.isCollapsed });
    });
    this.#slider.append(this.#picture.element, this.#picture.band, this.#picture.cursor);
    this.element = element(
      "section",
      { class: "strip", "aria-label": "Over steps" },
      element(
        "div",
        { class: "strip-side" },
        element("div", { class: "strip-choice" }, this.#fold.element, this.#figure.element),
        this.#worst.element,
      ),
      this.#slider,
      this.#picture.labels,
    );
    this.#listen();
    store.watch(
      ({ trace, view, simulation }) => [
        trace,
        view.runs,
        view.runStyles,
        view.shownRun,
        view.strip,
        view.scope.heads,
        view.scope.heads === "shown" && view.queryHead,
        simulation.results,
      ],
      () => this.#show(store.state),
    );
    store.watch(
      ({ view }) => view.step,
      () => this.#showStep(store.state),
    );
    store.watch(
      ({ trace, view }) => [trace.header.decodeSteps, view.stepRange] as const,
      ([steps, range]) => {
        this.#picture.showBand(range ? [range.fromStep / steps, range.toStep / steps] : undefined);
      },
    );
    onThemeChange(() => this.#show(store.state));
    new ResizeObserver(() => this.#show(store.state)).observe(this.#slider);
  }

  #show(state: PageState): void {
    const { trace, view } = state;
    const { figure, isCollapsed } = view.strip;
    this.element.hidden = trace.header.decodeSteps < 2;
    this.element.classList.toggle("collapsed", isCollapsed);
    const name = isCollapsed ? "Unfold the chart over steps" : "Fold the chart over steps";
    this.#fold.change(isCollapsed ? "unfold" : "fold", name);
    this.#fold.element.setAttribute("aria-expanded", String(!isCollapsed));
    this.#figure.show(choices, figure);
    this.#lines = stripLines(state);
    const names = nameRuns(view.runs, trace.catalog);
    this.#picture.show(this.#lines, stripScale(this.#lines), view.shownRun, names);
    const shown = this.#lines.find(({ run }) => run === view.shownRun) ?? this.#lines.at(0);
    this.#worstStep = shown && worstStep(shown.values, isMoreBetter(figure));
    const worst = this.#worstStep;
    setText(this.#worst.element, worst === undefined ? "" : `worst: step ${worst} ›`);
    this.#worst.element.title =
      worst === undefined || !shown
        ? ""
        : `${names[shown.run]}: ${writeFigure(figure, shown.values[worst])} at step ${worst}`;
    this.#worst.enable(worst !== undefined);
    this.#showStep(state);
  }

  #showStep({ trace, view }: PageState): void {
    const { decodeSteps } = trace.header;
    const { figure } = view.strip;
    const texts = this.#lines.map(({ values }) => writeFigure(figure, values[view.step] ?? NaN));
    this.#picture.showStep(stepPlace(view.step, decodeSteps), texts);
    const names = nameRuns(view.runs, trace.catalog);
    const spoken = this.#lines.map(({ run }, at) => `${names[run]} ${texts[at]}`);
    setAttributes(this.#slider, {
      "aria-valuemax": Math.max(0, decodeSteps - 1),
      "aria-valuenow": view.step,
      "aria-valuetext": [`step ${view.step}`, ...spoken].join(", "),
    });
  }

  #go(step: number): void {
    const last = this.store.state.trace.header.decodeSteps - 1;
    changeView(this.store, { step: Math.max(0, Math.min(step, last)) });
  }

  #listen(): void {
    const { store } = this;
    const stepOf = (place: number) => stepAt(place, store.state.trace.header.decodeSteps);
    watchStrip(this.#slider, {
      go: (place) => this.#go(stepOf(place)),
      mark: (from, to) => changeView(store, { stepRange: rangeBetween(stepOf(from), stepOf(to)) }),
      get cursor() {
        return stepPlace(store.state.view.step, store.state.trace.header.decodeSteps);
      },
    });
    document.addEventListener("keydown", ({ key, defaultPrevented }) => {
      const { stepRange } = store.state.view;
      if (key === "Escape" && !defaultPrevented && stepRange)
        changeView(store, { stepRange: null });
    });
    this.#slider.addEventListener("keydown", (event) => {
      const { step } = this.store.state.view;
      const isMarking = event.shiftKey && event.key.startsWith("Arrow");
      // The page marks steps, as it does wherever the focus is.
      if (isMarking || event.ctrlKey || event.altKey || event.metaKey) return;
      const page = Math.max(1, Math.round(this.store.state.trace.header.decodeSteps / 10));
      const targets: Readonly<Record<string, number>> = {
        ArrowLeft: step - 1,
        ArrowDown: step - 1,
        ArrowRight: step + 1,
        ArrowUp: step + 1,
        PageDown: step - page,
        PageUp: step + page,
        Home: 0,
        End: Infinity,
      };
      if (!Object.hasOwn(targets, event.key)) return;
      event.preventDefault();
      event.stopPropagation();
      this.#go(targets[event.key]);
    });
  }
}
