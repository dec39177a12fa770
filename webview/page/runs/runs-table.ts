import { isDenseHere } from "../../../src/shared/dense-layers";
import type { RunConfiguration } from "../../../src/shared/protocol";
import { element } from "../../parts/dom/element";
import { nameRuns } from "../../../src/shared/run-names";
import { sameMembers } from "../../../src/shared/same-members";
import {
  changeRunsTable,
  changeView,
  type PageState,
  type PageStore,
} from "../../state/page-state";
import { cellKey } from "../../state/reload/reload-state";
import { AddRun } from "./add-run";
import { addRuns, changeRun, changeStyle, removeRun, toggleBaseline } from "./change-runs";
import { makeColumnMenu } from "./column-menu";
import { chooseToo } from "./choose-runs";
import { columnOf, writerOf, type Column } from "./columns";
import { makeFirstLine } from "./first-line";
import { fitsPhases, fittingColumns, spreadColumns } from "./fitting-columns";
import { GridKeys } from "../../parts/controls/grid-keys";
import { movedTo, orderRuns } from "./order-runs";
import { watchRowDrag } from "./row/row-drag";
import { KnownFigures, shownBaseline } from "./row/row-figures";
import { RunRow, type RowActions } from "./row/run-row";
import { RunsHead } from "./runs-head";
import { makeScopeControl } from "./scope-control";
import { sortedPlaces } from "./sorted-places";

/**
 * The runs with their figures: what is compared, what is worked on, and the key to the colours of
 * every picture.
 */
export class RunsTable {
  readonly #rows: RunRow[] = [];
  readonly #head: RunsHead;
  readonly #add: AddRun;
  readonly #body = element("tbody");
  readonly #table: HTMLTableElement;
  readonly #keys: GridKeys;
  readonly #figures = new KnownFigures();
  readonly #actions: RowActions;
  #order: readonly number[] = [];
  #columns: readonly Column[] = [];
  #width = 0;
  #hasPhases = false;
  readonly element: HTMLElement;

  constructor(private readonly store: PageStore) {
    this.#actions = {
      show: (place) => changeView(store, { shownRun: place }),
      chooseToo: (place) => {
        const { runStyles, shownRun } = store.state.view;
        changeView(store, { runStyles: chooseToo(runStyles, shownRun, place) });
      },
      hide: (place, hidden) => changeStyle(store, place, { hidden }),
      compare: (place) => toggleBaseline(store, place),
      change: (place, change) => changeRun(store, place, change),
      remove: (place) => this.#remove(place),
    };
    const sort = (change: Parameters<typeof changeRunsTable>[1]) => changeRunsTable(store, change);
    this.#add = new AddRun(store, (runs) => this.#addRuns(runs));
    const scope = makeScopeControl(store);
    this.#head = new RunsHead(sort, scope, this.#add.element, makeColumnMenu(store));
    this.#table = element(
      "table",
      { id: "runs", role: "grid", "aria-label": "Runs" },
      this.#head.columns,
      this.#head.element,
      this.#body,
    );
    const first = makeFirstLine(store, () => this.#rows[store.state.view.shownRun]?.main.focus());
    this.element = element(
      "section",
      { class: "runs", "aria-label": "Runs" },
      first.element,
      this.#table,
    );
    this.#keys = new GridKeys(this.element, () => [
      [first.control],
      this.#head.controls,
      ...this.#order.map((place) => this.#rows[place].controls),
    ]);
    const rows = () => this.#order.map((place) => this.#rows[place].element);
    watchRowDrag(this.#body, rows, (from, to) => this.#move(from, to));
    this.#keys.onMove = (control) => this.#follow(control);
    store.watch(
      ({ trace, view, simulation, reload, previous, second }) => [
        trace,
        view.runs,
        view.runStyles,
        view.shownRun,
        view.layer,
        view.scope,
        view.stepRange,
        view.scope.steps === "shown" && view.step,
        view.scope.heads === "shown" && view.queryHead,
        view.runsTable,
        view.compare.baseline,
        simulation.results,
        simulation.failures,
        reload,
        previous,
        second,
      ],
      () => this.#show(store.state),
    );
    new ResizeObserver(() => this.#show(store.state)).observe(this.element);
  }

  #show(state: PageState): void {
    const { trace, view } = state;
    const { runs, runsTable } = view;
    this.#makeRows(runs.length);
    const { rows, baseline } = this.#figures.of(state);
    const columns = this.#chooseColumns(runsTable.columns.map(columnOf));
    const values = columns.map((column) => {
      return rows.map(({ summary }) => (summary ? column.value(summary, baseline) : NaN));
    });
    const writers = columns.map((column, at) => writerOf(column, values[at]));
    const names = nameRuns(runs, trace.catalog);
    const { results } = state.simulation;
    const failures =
      results?.plan.runs === runs ? state.simulation.failures : new Map<number, string>();
    const changed = state.reload.kind === "reloaded" ? state.reload.changed : undefined;
    const reads = rows.map(({ summary }) => summary?.figure("columnsRead") ?? NaN);
    const cycles = rows.map(({ summary }) => summary?.figure("cycles") ?? NaN);
    const most = (all: readonly number[]) => Math.max(0, ...all.filter(Number.isFinite));
    const layer = trace.header.layers.find(({ id }) => id === view.layer);
    this.#head.show(
      columns.map((column, at) => ({ column, unit: writers[at].unit })),
      { ...runsTable, baseline: names.at(shownBaseline(state)) ?? baseline?.name },
    );
    this.#rows.forEach((row, place) => {
      row.show({
        name: names[place],
        run: runs[place],
        style: view.runStyles[place],
        isShown: place === view.shownRun,
        isBaseline: place === shownBaseline(state),
        canRemove: runs.length > 1,
        isDense: isDenseHere(runs[place], view.layer, trace.catalog),
        columns,
        cells: writers.map(({ write }, at) => write(values[at][place])),
        ...rows[place],
        failure: failures.get(place),
        changed: columns.map(({ id }) => changed?.has(cellKey(place, id)) ?? false),
        mostRead: most(reads),
        mostCycles: most(cycles),
        catalog: trace.catalog,
        layer,
      });
    });
    const by = columns.findIndex(({ id }) => id === runsTable.order);
    const keys = runsTable.order === "run" ? names : by < 0 ? [...runs.keys()] : values[by];
    this.#arrange(sortedPlaces(keys, runsTable.order !== null && runsTable.descending));
    this.#keys.enterAt(this.#rows[view.shownRun]?.main);
  }

  #makeRows(count: number): void {
    while (this.#rows.length < count) {
      this.#rows.push(new RunRow(this.#rows.length, this.#actions));
    }
    this.#rows.length = count;
  }

  /** The same list as before where the same columns fit: rows then keep their cells. */
  #chooseColumns(all: readonly Column[]): readonly Column[] {
    const width = this.element.clientWidth || Infinity;
    const columns = fittingColumns(all, width);
    const hasPhases = fitsPhases(all, width);
    const isSame = sameMembers(columns, this.#columns);
    if (isSame && width === this.#width && hasPhases === this.#hasPhases) return this.#columns;
    if (!isSame) this.#columns = columns;
    this.#width = width;
    this.#hasPhases = hasPhases;
    this.#table.classList.toggle("with-phases", hasPhases);
    const spread = spreadColumns(columns, width, hasPhases);
    this.#table.style.width = `${spread.table}px`;
    this.#head.spread(columns, spread);
    return this.#columns;
  }

  #arrange(order: readonly number[]): void {
    this.#order = order;
    const wanted = order.map((place) => this.#rows[place].element);
    const { children } = this.#body;
    const isThere =
      children.length === wanted.length && wanted.every((row, at) => row === children[at]);
    if (!isThere) this.#body.replaceChildren(...wanted);
  }

  /** The run on whose name the keyboard goes is worked on. */
  #follow(control: HTMLElement): void {
    const place = this.#rows.findIndex((row) => row.main === control);
    if (place >= 0) changeView(this.store, { shownRun: place });
    control.scrollIntoView({ block: "nearest" });
  }

  /** Moves the run that is worked on by so many rows. */
  moveShown(by: number): void {
    const at = this.#order.indexOf(this.store.state.view.shownRun);
    const hadFocus = this.#body.contains(document.activeElement);
    this.#move(at, at + by);
    if (hadFocus) this.#rows[this.store.state.view.shownRun].main.focus();
  }

  /** The rows stay as they are but for the one that is moved: sorted ones are so no longer. */
  #move(from: number, to: number): void {
    const order = movedTo(this.#order, from, to);
    if (sameMembers(order, this.#order)) return;
    orderRuns(this.store, order);
    this.store.flush();
  }

  #addRuns(runs: readonly RunConfiguration[]): void {
    const place = this.store.state.view.runs.length;
    addRuns(this.store, runs);
    this.store.flush();
    const row = this.#rows.at(place);
    row?.main.focus();
    row?.element.scrollIntoView({ block: "nearest" });
    if (runs.length === 1) row?.edit();
  }

  #remove(place: number): void {
    removeRun(this.store, place);
    this.store.flush();
    this.#rows.at(Math.min(place, this.#rows.length - 1))?.main.focus();
  }
}
