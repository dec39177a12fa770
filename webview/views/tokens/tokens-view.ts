import { pickedOf } from "../../../src/shared/picked";
import { withPointed } from "../../state/pointed";
import { sameValue } from "../../../src/shared/same-value";
import { themedTable } from "../../parts/colours/theme-colours";
import { element, setText } from "../../parts/dom/element";
import type { Drawing } from "../../parts/export/drawing";
import { drawHeatMap } from "../../parts/export/heat-map-drawing";
import { nameRuns } from "../../../src/shared/run-names";
import { HeatMap } from "../../parts/heat-map/heat-map";
import type { Viewport } from "../../parts/heat-map/viewport";
import { Table } from "../../parts/tables/table";
import { detailText } from "../../state/details/detail-text";
import type { SelectionSet } from "../../state/details/selection-set";
import { clusterNote } from "../../state/details/slot-words";
import type { TokenWords } from "../../state/details/token-words";
import { wantedSelection } from "../../state/details/wanted-details";
import { changeView, pick, type PageState, type PageStore } from "../../state/page-state";
import { pickedBank } from "../pickers/picked-bank";
import { ClusterGutter } from "./cluster-gutter";
import { FindBox } from "./find/find-box";
import { ShownTokens } from "./shown-tokens";
import { tokenNote } from "./token-note";
import { tokenPicture } from "./token-picture";
import { tokenTable } from "./token-table";
import { makeTokensControls, makeTokensSettings } from "./tokens-controls";

/** Rows around a token that was found: its words are read, and those around it. */
const rowsAround = 18;

/** What one run read and missed for one query head, tokens by steps. */
export class TokensView {
  readonly #heatMap: HeatMap;
  readonly #gutter = new ClusterGutter();
  readonly #find: FindBox;
  readonly #empty = element("p", { class: "empty", "data-test": "tokens-empty" });
  readonly #note = element("p", { class: "picture-note", "data-test": "tokens-note" });
  readonly #table = new Table("token-table");
  #isTable = false;
  readonly #content: HTMLElement;
  readonly element: HTMLElement;
  readonly controls: HTMLElement;
  readonly settings: HTMLElement;
  readonly help = [
    "A colour is a token that a step read: the brighter, the more of the attention it has. Red is a token that it missed, though it has more than an even share. What is left was not read and hardly matters.",
    "The strip beside the tokens shows their clusters; dots mark what belongs to what is picked.",
    "Click or Enter picks a token and goes to its step. Ctrl+F or / finds tokens by word or number.",
  ];
  readonly #shown = new ShownTokens();
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
    this.#heatMap.element.querySelector(".heat-map-picture")?.append(this.#gutter.element);
    this.#find = new FindBox(
      () => ({
        count: store.state.trace.header.tokens,
        text: (token) => this.words().text(token),
        picked: pickedOf(store.state.view, "token")?.token,
      }),
      (token) => this.#goTo(token),
    );
    this.#content = element(
      "div",
      { class: "picture-card" },
      element("div", { class: "picture-head" }, this.#note, this.#find.element),
      this.#heatMap.element,
      this.#table.element,
    );
    this.element = element("section", { class: "view tokens" }, this.#empty, this.#content);
    this.controls = makeTokensControls(store);
    this.settings = makeTokensSettings(store, (isTable) => {
      this.#isTable = isTable;
      this.#show(store.state);
    });
    store.watch(
      ({ trace, view, selection, bankTokens, pointed, wordsRead }) => [
        trace,
        view,
        selection,
        bankTokens,
        pointed,
        wordsRead,
      ],
      () => this.#show(withPointed(store.state)),
    );
  }

  /** The picture as it is shown, for export. */
  drawings(): Drawing[] {
    const { selection, trace, view } = this.store.state;
    const { inView } = this.#heatMap;
    if (!inView || !selection.shown) return [];
    const name = nameRuns(view.runs, trace.catalog)[view.shownRun];
    const title = titleOf(name, selection.shown);
    return [drawHeatMap(title, inView, themedTable(inView.colours))];
  }

  find(): void {
    this.#find.focus();
  }

  #show(state: PageState): void {
    const { trace, view, selection } = state;
    if (view.view !== "tokens") return;
    const { header } = trace;
    const empty = detailText(selection, header.decodeSteps);
    setText(this.#empty, empty ?? "");
    this.#empty.hidden = empty === undefined;
    const set = selection.shown;
    const isWanted = set && isShown(set, state);
    this.#content.classList.toggle("waiting", !isWanted);
    this.#heatMap.element.hidden = this.#isTable;
    this.#table.element.hidden = !this.#isTable;
    if (!set || !isWanted) return;
    const cells = this.#shown.cells(set, header.tokens, view.tokens);
    const marked = this.#marked(state, set);
    const shown = { view, marked, promptTokens: header.promptTokens };
    this.#heatMap.show(tokenPicture(set, cells, shown, this.words()));
    this.#showGutter(state, set);
    this.#find.show();
    const name = nameRuns(view.runs, trace.catalog)[view.shownRun];
    const source = clusterNote(set.clusterSource, name);
    const note = tokenNote(set, view.step, header);
    setText(this.#note, note);
    this.#note.title = source === "" ? note : `${note}\n${source}`;
    if (!this.#isTable) return;
    this.#table.show(tokenTable(set, view.step, pickedOf(view, "token")?.token, this.words()));
  }

  /** Tokens of what is picked. */
  #marked(state: PageState, set: SelectionSet): readonly number[] {
    const { view } = state;
    const cluster = pickedOf(view, "cluster")?.cluster;
    if (cluster === undefined) {
      const bank = pickedBank(state, ({ queryHead }) => queryHead === view.queryHead);
      return bank?.tokens ?? [];
    }
    const tokens: number[] = [];
    set.clusterOf.forEach((own, token) => {
      if (own === cluster) tokens.push(token);
    });
    return tokens;
  }

  #showGutter({ view, trace }: PageState, set: SelectionSet): void {
    const { tokens } = trace.header;
    const part = this.#viewport ?? { row: 0, rows: tokens };
    const cluster = pickedOf(view, "cluster")?.cluster;
    this.#gutter.show(set.clusterOf, cluster, part);
  }

  #follow(viewport: Viewport | null): void {
    this.#viewport = viewport;
    const { shown } = this.store.state.selection;
    if (shown) this.#showGutter(withPointed(this.store.state), shown);
  }

  #pick(token: number, column: number): void {
    const { shown } = this.store.state.selection;
    if (!shown) return;
    const { fromStep, toStep } = shown.request;
    const step = Math.max(fromStep, Math.min(fromStep + column, toStep - 1));
    changeView(this.store, { step });
    pick(this.store, { kind: "token", token });
  }

  /** Picks a token and brings it and those around it into view. */
  #goTo(token: number): void {
    const { shown } = this.store.state.selection;
    pick(this.store, { kind: "token", token });
    if (!shown) return;
    const columns = shown.request.toStep - shown.request.fromStep;
    const now = this.#viewport;
    const isNear = now && now.rows <= 2 * rowsAround;
    const rows = isNear ? now.rows : rowsAround;
    const viewport = {
      row: token - rows / 2,
      rows,
      column: 0,
      columns,
      ...(isNear && pickColumns(now)),
    };
    this.#heatMap.showViewport(viewport);
    this.#follow(viewport);
  }
}

function pickColumns({ column, columns }: Viewport) {
  return { column, columns };
}

/** Whether a selection is what the view asks for, not what it asked for before. */
function isShown(set: SelectionSet, { trace, view }: PageState): boolean {
  return sameValue(set.request, wantedSelection(trace.header, view));
}

function titleOf(runName: string, { request }: SelectionSet): string {
  const { layer, queryHead, fromStep, toStep } = request;
  return `${runName}: layer ${layer}, query head ${queryHead}, steps ${fromStep} to ${toStep - 1}`;
}
