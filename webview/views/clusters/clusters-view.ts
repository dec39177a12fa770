import { pickedOf } from "../../../src/shared/picked";
import type { ViewState } from "../../../src/shared/protocol";
import { sameValue } from "../../../src/shared/same-value";
import { FigureList } from "../../parts/figures/figure-list";
import { onThemeChange } from "../../parts/charts/theme";
import { makeClusterPicker } from "../pickers/cluster-picker";
import { fewestLines, tokensOf, type ClusterSet } from "../../state/details/cluster-set";
import { detailText } from "../../state/details/detail-text";
import { bankNote, pickedBank, type PickedBank } from "../pickers/picked-bank";
import { clusterNote, describeCluster, describeSlot } from "../../state/details/slot-words";
import type { TokenWords } from "../../state/details/token-words";
import { wantedClusters } from "../../state/details/wanted-details";
import { element, setText } from "../../parts/dom/element";
import type { Drawing } from "../../parts/export/drawing";
import { drawClusters } from "./clusters-drawing";
import { nameRuns } from "../../../src/shared/run-names";
import { HeatMap } from "../../parts/heat-map/heat-map";
import type { CellText, Picture } from "../../parts/heat-map/picture";
import { pick, type PageState, type PageStore } from "../../state/page-state";
import { makeTable } from "../../parts/tables/table";
import { ClusterBars } from "./cluster-bars";
import { clusterFigures, headClusterFigures } from "./cluster-figures";
import { orderClusters, windowAround } from "./cluster-order";
import { clusterTable } from "./cluster-table";
import { makeClustersControls } from "./clusters-controls";
import { Projection } from "./projection";
import { projectionLabel } from "./projection-label";
import { slotPicture, tokensBySlot } from "./slot-picture";

/** Most bars that a chart draws without a wait. */
const mostBars = 2048;
/** Most tokens of a cluster that are listed by name. */
const namedTokens = 48;

/** The clusters of a KV head: how large, how wide, where in the space of keys and in memory. */
export class ClustersView {
  readonly #picker;
  readonly #title = element("h2", { id: "clusters-title" });
  readonly #empty = element("p", { class: "empty", "data-test": "clusters-empty" });
  readonly #note = element("p", { class: "note" });
  readonly #projection: Projection;
  readonly #slots: HeatMap;
  readonly #sizes: ClusterBars;
  readonly #spreads: ClusterBars;
  readonly #lines: ClusterBars;
  readonly #ofHead = new FigureList();
  readonly #ofCluster = new FigureList();
  readonly #members = element("p", { class: "note", "data-test": "cluster-tokens" });
  readonly #table = element("div");
  readonly #asTable = element(
    "details",
    { class: "as-table" },
    element("summary", { id: "clusters-show-table" }, "Show as table"),
    this.#table,
  );
  readonly #content: HTMLElement;
  readonly element: HTMLElement;

  constructor(
    private readonly store: PageStore,
    private readonly words: () => TokenWords,
  ) {
    const pickCluster = (cluster: number) => pick(store, { kind: "cluster", cluster });
    this.#picker = makeClusterPicker("clusters-cluster", store);
    this.#projection = new Projection((token) => this.#pickToken(token));
    this.#sizes = new ClusterBars("cluster-sizes", pickCluster);
    this.#spreads = new ClusterBars("cluster-spreads", pickCluster);
    this.#lines = new ClusterBars("cluster-lines", pickCluster);
    this.#slots = new HeatMap("slot-map", {
      onPick: ({ row, column }) => this.#pickSlot(row, column),
      onNotice: (text) => store.update({ message: { kind: "information", text } }),
    });
    const figures = element("aside", {
      class: "figures-card",
      "aria-label": "Clusters in figures",
    });
    figures.append(this.#ofHead.element, this.#ofCluster.element, this.#members);
    const charts = element(
      "div",
      { class: "charts" },
      card("Keys and centroids", this.#projection.element),
      card("Lines and rows", this.#slots.element),
      card("Size", this.#sizes.element),
      card("Spread", this.#spreads.element),
      card("Lines touched", this.#lines.element, "wide"),
    );
    const main = element("div", { class: "heat-map-card" });
    main.append(this.#title, this.#note, charts, this.#asTable);
    this.#content = element("div", { class: "banks-columns" }, main, figures);
    const controls = makeClustersControls(store, this.#picker.element);
    this.element = element("section", { class: "view clusters" });
    this.element.append(controls, this.#empty, this.#content);
    this.#asTable.addEventListener("toggle", () => this.#show(store.state));
    onThemeChange(() => this.#show(store.state));
    store.watch(
      ({ trace, view, clusters, bankTokens, wordsRead }) => [
        trace,
        view,
        clusters,
        bankTokens,
        wordsRead,
      ],
      () => this.#show(store.state),
    );
  }

  /** The charts as they are shown, for export. */
  drawings(): Drawing[] {
    const { clusters, view } = this.store.state;
    const set = clusters.shown;
    if (!set) return [];
    return drawClusters(this.#title.textContent, {
      set,
      picked: inSet(set, view),
      colours: view.heatMap.colours,
      slots: this.#slots.inView,
      bars: [
        ["Size of each cluster", this.#sizes.shown],
        ["Spread of each cluster", this.#spreads.shown],
        ["Lines touched by each cluster", this.#lines.shown],
      ],
    });
  }

  #show(state: PageState): void {
    const { trace, view, clusters } = state;
    if (view.view !== "clusters") return;
    const empty = detailText(clusters, trace.header.decodeSteps);
    setText(this.#empty, empty ?? "");
    this.#empty.hidden = empty === undefined;
    const set = clusters.shown;
    this.#content.classList.toggle("waiting", !set || !isShown(set, state));
    if (!set) return;
    const name = nameRuns(view.runs, trace.catalog)[view.shownRun];
    const { layer, kvHead, step } = set.request;
    setText(this.#title, `${name}: layer ${layer}, KV head ${kvHead}, step ${step}`);
    const point =
      "Squares are keys, crosses centroids. Pick a key, a slot or a bar for its cluster.";
    const bank = pickedBank(state, (head) => head.kvHead === kvHead);
    const held = bankNote(bank, "Outlined keys, dots and bars of another colour mark");
    const notes = [clusterNote(set.facts.source, name), held, point];
    setText(this.#note, notes.filter((text) => text !== "").join(" "));
    const cluster = inSet(set, view);
    this.#picker.show(cluster, set.facts.clusters);
    this.#projection.show({
      label: projectionLabel(set),
      set,
      colours: view.heatMap.colours,
      pickedCluster: cluster,
      pickedToken: pickedOf(view, "token")?.token,
      outlined: bank?.tokens ?? [],
      describe: (token) => this.#describe(set, token),
    });
    this.#slots.show(this.#slotPicture(set, state, bank));
    this.#showBars(set, state, cluster, bank);
    this.#ofHead.show("All clusters", headClusterFigures(set));
    this.#showCluster(set, cluster);
    if (!this.#asTable.open) return;
    const ordered = orderClusters(set, view.clusters.order);
    this.#table.replaceChildren(makeTable("cluster-table", clusterTable(set, ordered, cluster)));
  }

  #slotPicture(set: ClusterSet, { view }: PageState, bank?: PickedBank): Picture {
    return slotPicture(set, inSet(set, view), bank?.tokens ?? [], this.words());
  }

  #showBars(
    set: ClusterSet,
    { view }: PageState,
    picked: number | undefined,
    bank: PickedBank | undefined,
  ): void {
    const ordered = orderClusters(set, view.clusters.order);
    const { clusters } = windowAround(ordered, picked, mostBars);
    const some = clusters.length < ordered.length ? `${clusters.length} of ` : "";
    const label = (what: string) =>
      `${what} of ${some}${ordered.length} clusters. The table below holds every figure.`;
    const marked = bank && { title: `in ${bank.name}`, clusters: new Set(bank.clusters) };
    const common = { clusters, picked, ...(marked && { marked }) };
    this.#sizes.show({
      ...common,
      label: label("Size"),
      title: "tokens",
      values: clusters.map((cluster) => set.sizes[cluster]),
    });
    this.#spreads.show({
      ...common,
      label: label("Spread"),
      title: "spread",
      values: clusters.map((cluster) => set.spreads[cluster]),
    });
    this.#lines.show({
      ...common,
      label: label("Lines touched and fewest possible"),
      title: "lines touched",
      values: clusters.map((cluster) => set.lines[cluster]),
      against: {
        title: "fewest possible",
        values: clusters.map((cluster) => fewestLines(set, cluster)),
      },
    });
  }

  #showCluster(set: ClusterSet, cluster: number | undefined): void {
    this.#ofCluster.element.hidden = cluster === undefined;
    this.#members.hidden = cluster === undefined;
    if (cluster === undefined) return;
    this.#ofCluster.show(`Cluster ${cluster}`, clusterFigures(set, cluster));
    const tokens = tokensOf(set, cluster);
    const words = this.words();
    const named = tokens.slice(0, namedTokens).map((token) => words.describe(token));
    const more = tokens.length > namedTokens ? `, and ${tokens.length - namedTokens} more` : "";
    setText(this.#members, `Holds ${named.join(", ")}${more}.`);
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

  #pickSlot(line: number, lane: number): void {
    const { shown } = this.store.state.clusters;
    const token = shown && tokensBySlot(shown)[line * shown.facts.slotsPerLine + lane];
    if (token !== undefined && token >= 0) this.#pickToken(token);
  }

  #pickToken(token: number): void {
    pick(this.store, { kind: "token", token });
  }
}

function isShown(set: ClusterSet, { trace, view }: PageState): boolean {
  return sameValue(set.request, wantedClusters(trace.header, view));
}

/** The picked cluster where it exists at the step. */
function inSet({ facts }: ClusterSet, view: ViewState): number | undefined {
  const cluster = pickedOf(view, "cluster")?.cluster;
  return cluster !== undefined && cluster < facts.clusters ? cluster : undefined;
}

function card(title: string, content: HTMLElement, size = ""): HTMLElement {
  return element("section", { class: `card ${size}`.trim() }, element("h3", {}, title), content);
}
