import { pickedOf } from "../../../src/shared/picked";
import { sameValue } from "../../../src/shared/same-value";
import { type StepColumn, stepFigures } from "../../../src/shared/figures";
import type { HeadResult } from "../../../src/shared/protocol";
import { FigureList } from "../../parts/figures/figure-list";
import { onThemeChange } from "../../parts/charts/theme";
import { makeClusterPicker } from "../pickers/cluster-picker";
import { detailText } from "../../state/details/detail-text";
import { bankNote, pickedBank } from "../pickers/picked-bank";
import type { SelectionSet } from "../../state/details/selection-set";
import { clusterNote } from "../../state/details/slot-words";
import type { TokenWords } from "../../state/details/token-words";
import { wantedSelection } from "../../state/details/wanted-details";
import { element, setText } from "../../parts/dom/element";
import { drawLines } from "../../parts/export/chart-drawing";
import type { Drawing } from "../../parts/export/drawing";
import { drawHeatMap } from "../../parts/export/heat-map-drawing";
import { nameRuns } from "../../parts/format/run-names";
import { HeatMap } from "../../parts/heat-map/heat-map";
import type { Matrix } from "../../parts/heat-map/matrix";
import { themedTable } from "../../parts/colours/theme-colours";
import type { Viewport } from "../../parts/heat-map/viewport";
import { changeView, pick, type PageState, type PageStore } from "../../state/page-state";
import { makeTable } from "../../parts/tables/table";
import { StepTracks, type Track } from "./step-tracks";
import { readFigures, tokenFigures } from "./token-figures";
import { tokenMatrix } from "./token-matrix";
import { tokenPicture } from "./token-picture";
import { tokenTable } from "./token-table";
import { makeTokensControls } from "./tokens-controls";

/** Figures below the picture, each with the least height of its axis. */
const trackColumns = [
  ["massKept", 1],
  ["recall", 1],
  ["outputError", 0.01],
] as const satisfies readonly (readonly [StepColumn, number])[];

/** What one run read for one query head, tokens by steps. */
export class TokensView {
  readonly #heatMap: HeatMap;
  readonly #tracks: StepTracks;
  readonly #picker;
  readonly #title = element("h2", { id: "tokens-title" });
  readonly #empty = element("p", { class: "empty", "data-test": "tokens-empty" });
  readonly #note = element("p", { class: "note" });
  readonly #table = element("div");
  readonly #asTable = element(
    "details",
    { class: "as-table" },
    element("summary", { id: "tokens-show-table" }, "Show as table"),
    this.#table,
  );
  readonly #ofStep = new FigureList();
  readonly #ofToken = new FigureList();
  readonly #content: HTMLElement;
  readonly element: HTMLElement;
  #matrix: { readonly of: readonly unknown[]; readonly matrix: Matrix } | undefined;
  #viewport: Viewport | null = null;

  constructor(
    private readonly store: PageStore,
    private readonly words: () => TokenWords,
  ) {
    this.#heatMap = new HeatMap("token-map", {
      onPick: ({ row, column }) => this.#pick(row, column),
      onViewport: (viewport) => this.#follow(viewport),
      onNotice: (text) => store.update({ message: { kind: "information", text } }),
    });
    this.#tracks = new StepTracks(trackColumns.length, (column) => this.#goTo(column));
    this.#heatMap.element.append(...this.#tracks.elements);
    this.#picker = makeClusterPicker("tokens-cluster", store);
    const card = element(
      "div",
      { class: "heat-map-card" },
      this.#title,
      this.#heatMap.element,
      this.#note,
      this.#asTable,
    );
    const figures = element("aside", { class: "figures-card", "aria-label": "Tokens in figures" });
    figures.append(this.#ofStep.element, this.#ofToken.element);
    this.#content = element("div", { class: "banks-columns" }, card, figures);
    const controls = makeTokensControls(store, this.#picker.element);
    this.element = element(
      "section",
      { class: "view tokens" },
      controls,
      this.#empty,
      this.#content,
    );
    this.#asTable.addEventListener("toggle", () => this.#show(store.state));
    onThemeChange(() => this.#tracks.redraw());
    store.watch(
      ({ trace, view, selection, bankTokens, simulation, wordsRead }) => [
        trace,
        view,
        selection,
        bankTokens,
        simulation.results,
        wordsRead,
      ],
      () => this.#show(store.state),
    );
  }

  /** The picture and the figures below it, for export. */
  drawings(): Drawing[] {
    const { selection, view } = this.store.state;
    const { inView } = this.#heatMap;
    if (!inView || !selection.shown) return [];
    const { fromStep } = selection.shown.request;
    const lines = this.#tracks.shown.map(({ label, values }) => ({ label, values }));
    const figures = { label: "", unit: "", lines, fromStep, step: view.step };
    return [
      drawHeatMap(this.#title.textContent, inView, themedTable(inView.colours)),
      drawLines("Figures of each step", figures),
    ];
  }

  #show(state: PageState): void {
    const { trace, view, selection } = state;
    if (view.view !== "tokens") return;
    const { decodeSteps, promptTokens } = trace.header;
    const empty = detailText(selection, decodeSteps);
    setText(this.#empty, empty ?? "");
    this.#empty.hidden = empty === undefined;
    const set = selection.shown;
    const isWanted = set && isShown(set, state);
    this.#content.classList.toggle("waiting", !isWanted);
    if (!set || !isWanted) return;
    const name = nameRuns(view.runs, trace.catalog)[view.shownRun];
    setText(this.#title, titleOf(name, set));
    const matrix = this.#matrixOf(set, state);
    const bank = pickedBank(state, ({ queryHead }) => queryHead === view.queryHead);
    const token = pickedOf(view, "token")?.token;
    const cluster = pickedOf(view, "cluster")?.cluster;
    const marked = cluster === undefined ? (bank?.tokens ?? []) : undefined;
    const shown = { view, marked, promptTokens };
    this.#heatMap.show(tokenPicture(set, matrix, shown, this.words()));
    this.#showTracks(state, set);
    this.#picker.show(cluster, largestCluster(set) + 1);
    const apart = cluster === undefined ? "" : `Only cluster ${cluster} is shown.`;
    const held = marked ? bankNote(bank, `Dots at step ${view.step} mark`) : "";
    const source = clusterNote(set.clusterSource, name);
    setText(
      this.#note,
      [apart, source, held, "Pick a cell to go to its step and see its token."]
        .filter((text) => text !== "")
        .join(" "),
    );
    this.#ofStep.show(
      `Step ${view.step}`,
      readFigures(set, view.step, promptTokens + view.step + 1),
    );
    this.#showToken(set, state);
    if (!this.#asTable.open) return;
    const table = tokenTable(set, view.step, token, this.words());
    this.#table.replaceChildren(makeTable("token-table", table));
  }

  /** The matrix is large and depends on little of the state. */
  #matrixOf(set: SelectionSet, { trace, view }: PageState): Matrix {
    const cluster = pickedOf(view, "cluster")?.cluster;
    const of = [set, view.tokens.colourBy, cluster];
    if (this.#matrix?.of.every((part, index) => part === of[index])) return this.#matrix.matrix;
    const { promptTokens } = trace.header;
    const matrix = tokenMatrix(set, promptTokens, view.tokens.colourBy, cluster);
    this.#matrix = { of, matrix };
    return matrix;
  }

  #showTracks({ view, simulation }: PageState, set: SelectionSet): void {
    const { fromStep, toStep } = set.request;
    const head = simulation.results?.find(view.shownRun, view.queryHead);
    const tracks = trackColumns.map(([column, top]): Track => {
      const { label, meaning } = stepFigures[column];
      const values = valuesOf(head, column, fromStep, toStep);
      return { label, meaning, values, top };
    });
    this.#tracks.show(tracks, view.step - fromStep);
    this.#tracks.showColumns(this.#viewport, toStep - fromStep);
  }

  #showToken(set: SelectionSet, { view }: PageState): void {
    const token = pickedOf(view, "token")?.token;
    this.#ofToken.element.hidden = token === undefined;
    if (token === undefined) return;
    const name = this.words().describe(token);
    const title = name.charAt(0).toUpperCase() + name.slice(1);
    this.#ofToken.show(title, tokenFigures(set, view.step, token));
  }

  #follow(viewport: Viewport | null): void {
    this.#viewport = viewport;
    const { shown } = this.store.state.selection;
    if (shown) this.#tracks.showColumns(viewport, shown.request.toStep - shown.request.fromStep);
  }

  #pick(token: number, column: number): void {
    pick(this.store, { kind: "token", token });
    this.#goTo(column);
  }

  #goTo(column: number): void {
    const { shown } = this.store.state.selection;
    if (!shown) return;
    const { fromStep, toStep } = shown.request;
    changeView(this.store, { step: Math.max(fromStep, Math.min(fromStep + column, toStep - 1)) });
  }
}

/** Whether a selection is what the view asks for, not what it asked for before. */
function isShown(set: SelectionSet, { trace, view }: PageState): boolean {
  return sameValue(set.request, wantedSelection(trace.header, view));
}

function titleOf(runName: string, { request }: SelectionSet): string {
  const { layer, queryHead, fromStep, toStep } = request;
  return `${runName}: layer ${layer}, query head ${queryHead}, steps ${fromStep} to ${toStep - 1}`;
}

function largestCluster({ clusters }: SelectionSet): number {
  return clusters.reduce((most, cluster) => Math.max(most, cluster), -1);
}

function valuesOf(
  head: HeadResult | undefined,
  column: StepColumn,
  fromStep: number,
  toStep: number,
): Float64Array {
  if (!head) return new Float64Array(toStep - fromStep).fill(NaN);
  return head.columns[column].subarray(fromStep - head.fromStep, toStep - head.fromStep);
}
