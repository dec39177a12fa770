import { pickedOf } from "../../../src/shared/picked";
import type { ClustersState, ViewState } from "../../../src/shared/protocol";
import { nameRuns } from "../../../src/shared/run-names";
import { sameValue } from "../../../src/shared/same-value";
import { onThemeChange, readTheme } from "../../parts/charts/theme";
import { runColourSets } from "../../parts/colours/run-colours";
import { element, setText } from "../../parts/dom/element";
import type { Drawing } from "../../parts/export/drawing";
import { paperTheme } from "../../parts/export/paper";
import { HeatMap } from "../../parts/heat-map/heat-map";
import type { CellText } from "../../parts/heat-map/picture";
import { Table } from "../../parts/tables/table";
import { fewestLines, type ClusterSet } from "../../state/details/cluster-set";
import { detailText } from "../../state/details/detail-text";
import { clusterNote, describeCluster, describeSlot } from "../../state/details/slot-words";
import type { TokenWords } from "../../state/details/token-words";
import { wantedClusters } from "../../state/details/wanted-details";
import { pick, type PageState, type PageStore } from "../../state/page-state";
import { withPointed } from "../../state/pointed";
import { makeClusterPicker } from "../pickers/cluster-picker";
import { pickedBank } from "../pickers/picked-bank";
import { clustersNote } from "./cluster-note";
import { orderClusters } from "./cluster-order";
import { clusterTable } from "./cluster-table";
import { makeClustersControls } from "./clusters-controls";
import { drawClusters } from "./clusters-drawing";
import { Histogram } from "./histogram/histogram";
import { Projection } from "./projection/projection";
import { projectionLabel } from "./projection/projection-label";
import { readClusters } from "./read-clusters";
import { Scatter } from "./scatter/scatter";
import { linesOf, slotPicture, tokensBySlot } from "./slot-picture";

/** Whether the clusters of a KV head are tight, and how they lie in lines: which are worst. */
export class ClustersView {
  readonly #picker;
  readonly #empty = element("p", { class: "empty", "data-test": "clusters-empty" });
  readonly #note = element("p", { class: "picture-note", "data-test": "clusters-note" });
  readonly #scatter: Scatter;
  readonly #projection: Projection;
  readonly #slots: HeatMap;
  readonly #sizes = new Histogram("cluster-sizes", "Tokens");
  readonly #spreads = new Histogram("cluster-spreads", "Spread");
  readonly #table = new Table("cluster-table");
  readonly #content: HTMLElement;
  readonly element: HTMLElement;
  readonly controls: HTMLElement;
  readonly help = [
    "Each dot is a cluster: to the right the larger ones, upwards those that touch more lines than they must. Filled ones are read at the shown step.",
    "A picked cluster shows the lines that hold it below: its own tokens in colour, those of others grey.",
    "Keys and centroids shows the keys in the plane in which their directions vary most; above 5000 keys, how close they lie.",
  ];
  #drawn: ClusterSet | undefined;
  #ordered:
    { readonly by: ClustersState["order"]; readonly clusters: readonly number[] } | undefined;
  #lined: readonly unknown[] = [];

  constructor(
    private readonly store: PageStore,
    private readonly words: () => TokenWords,
  ) {
    const pickCluster = (cluster: number) => pick(store, { kind: "cluster", cluster });
    this.#picker = makeClusterPicker("clusters-cluster", store);
    this.#projection = new Projection((token) => pick(store, { kind: "token", token }));
    this.#scatter = new Scatter(pickCluster);
    this.#slots = new HeatMap("slot-map", {
      onPick: ({ row, column }) => this.#pickSlot(row, column),
      onNotice: (text) => store.update({ message: { kind: "information", text } }),
    });
    const pictures = element("div", { class: "cluster-pictures" });
    pictures.append(this.#scatter.element, this.#projection.element, this.#slots.element);
    const side = element(
      "div",
      { class: "cluster-side" },
      this.#table.element,
      this.#sizes.element,
      this.#spreads.element,
    );
    this.#content = element(
      "div",
      { class: "picture-card" },
      element("div", { class: "picture-head" }, this.#note, this.#picker.element),
      element("div", { class: "cluster-columns" }, pictures, side),
    );
    this.element = element("section", { class: "view clusters" }, this.#empty, this.#content);
    this.controls = makeClustersControls(store);
    onThemeChange(() => {
      for (const part of [this.#scatter, this.#projection, this.#sizes, this.#spreads])
        part.redraw();
    });
    store.watch(
      ({ trace, view, clusters, selection, bankTokens, pointed, wordsRead }) => [
        trace,
        view,
        clusters,
        selection,
        bankTokens,
        pointed,
        wordsRead,
      ],
      () => this.#show(withPointed(store.state)),
    );
  }

  /** The pictures, for export. */
  drawings(): Drawing[] {
    const { clusters, selection, view, trace } = this.store.state;
    const set = clusters.shown;
    if (!set) return [];
    const { layer, kvHead } = set.request;
    const name = nameRuns(view.runs, trace.catalog)[view.shownRun];
    const title = `${name}: layer ${layer}, KV head ${kvHead}, step ${view.step}`;
    return drawClusters(title, {
      set,
      picked: inSet(set, view),
      read: readClusters(selection.shown, view.step),
      colour: runColourSets[paperTheme.colourSet][view.runStyles[view.shownRun].colour],
    });
  }

  #show(state: PageState): void {
    const { trace, view, clusters, selection } = state;
    if (view.view !== "clusters") return;
    const empty = detailText(clusters, trace.header.decodeSteps);
    setText(this.#empty, empty ?? "");
    this.#empty.hidden = empty === undefined;
    const set = clusters.shown;
    this.#content.classList.toggle("waiting", !set || !isShown(set, state));
    this.#content.hidden = set === undefined;
    if (!set) return;
    const read = readClusters(selection.shown, view.step);
    const cluster = inSet(set, view);
    const context = trace.header.promptTokens + view.step + 1;
    setText(this.#note, clustersNote(set, read.size, view.step, context));
    this.#note.title = clusterNote(set.facts.source, "This run");
    this.#picker.show(cluster, set.facts.clusters);
    this.#showStill(set);
    this.#showPicture(set, state, read);
    this.#showSlots(set, cluster, state.wordsRead);
    const { order } = view.clusters;
    const picked = { order, ordered: this.#order(set, order), picked: cluster, read };
    this.#table.show(
      clusterTable(set, picked, (each) => pick(this.store, { kind: "cluster", cluster: each })),
    );
  }

  /** What is the same at all steps of the clusters. */
  #showStill(set: ClusterSet): void {
    if (set === this.#drawn) return;
    this.#drawn = set;
    this.#ordered = undefined;
    this.#sizes.show(set.sizes);
    this.#spreads.show(set.spreads);
  }

  #showPicture(set: ClusterSet, state: PageState, read: ReadonlyMap<number, number>): void {
    const { view } = state;
    const isKeys = view.clusters.picture === "keys";
    this.#projection.element.hidden = !isKeys;
    this.#scatter.element.hidden = isKeys;
    const picked = inSet(set, view);
    if (!isKeys) {
      const colour = runColourSets[readTheme().colourSet][view.runStyles[view.shownRun].colour];
      const describe = (cluster: number) => describeDot(set, cluster, read);
      this.#scatter.show({ set, read, picked, colour, describe });
      return;
    }
    const bank = pickedBank(state, ({ kvHead }) => kvHead === set.request.kvHead);
    this.#projection.show({
      label: projectionLabel(set),
      set,
      pickedCluster: picked,
      pickedToken: pickedOf(view, "token")?.token,
      outlined: bank?.tokens ?? [],
      describe: (token) => this.#describe(set, token),
    });
  }

  #showSlots(set: ClusterSet, cluster: number | undefined, wordsRead: number): void {
    this.#slots.element.hidden = cluster === undefined;
    const of = [set, cluster, wordsRead];
    if (cluster === undefined || of.every((part, i) => part === this.#lined[i])) return;
    this.#lined = of;
    this.#slots.show(slotPicture(set, cluster, this.words()));
  }

  #order(set: ClusterSet, by: ClustersState["order"]): readonly number[] {
    if (this.#ordered?.by !== by) this.#ordered = { by, clusters: orderClusters(set, by) };
    return this.#ordered.clusters;
  }

  #describe(set: ClusterSet, token: number): CellText {
    const name = this.words().describe(token);
    return {
      title: name.charAt(0).toUpperCase() + name.slice(1),
      lines: [
        describeCluster(set.clusterOf[token]),
        describeSlot(set.slots[token], set.facts.slotsPerLine),
      ],
    };
  }

  #pickSlot(row: number, lane: number): void {
    const { clusters, view } = this.store.state;
    const set = clusters.shown;
    const cluster = set && inSet(set, view);
    if (!set || cluster === undefined) return;
    const line = linesOf(set, cluster)[row];
    const token = tokensBySlot(set)[line * set.facts.slotsPerLine + lane];
    if (token >= 0) pick(this.store, { kind: "token", token });
  }
}

function describeDot(
  set: ClusterSet,
  cluster: number,
  read: ReadonlyMap<number, number>,
): CellText {
  const lines = `${set.lines[cluster]} lines, at least ${fewestLines(set, cluster)}`;
  const now = `${read.get(cluster) ?? 0} of ${set.sizes[cluster]} tokens read at the step`;
  return { title: `Cluster ${cluster}`, lines: [lines, now] };
}

function isShown(set: ClusterSet, { trace, view }: PageState): boolean {
  return sameValue(set.request, wantedClusters(trace.header, view, set));
}

/** The picked cluster, or that of the picked token, where it exists at the step. */
function inSet({ facts, clusterOf }: ClusterSet, view: ViewState): number | undefined {
  const token = pickedOf(view, "token")?.token;
  const own = token === undefined ? -1 : (clusterOf.at(token) ?? -1);
  const cluster = pickedOf(view, "cluster")?.cluster ?? (own < 0 ? undefined : own);
  return cluster !== undefined && cluster < facts.clusters ? cluster : undefined;
}
