import type { ViewName } from "../../src/shared/protocol";
import { BanksView } from "../views/banks/banks-view";
import { ClustersView } from "../views/clusters/clusters-view";
import { CompareView } from "../views/compare/compare-view";
import type { Connection } from "../state/connection";
import { makeHeadControls } from "./controls/head-controls";
import { makeMessageBar } from "../parts/controls/message-bar";
import { makeRunBar, type RunBarActions } from "./controls/run-bar";
import { RunList } from "./controls/run-list";
import { makeStepControl } from "./controls/step-control";
import type { TokenWords } from "../state/details/token-words";
import { element } from "../parts/dom/element";
import { Tabs } from "../parts/dom/tabs";
import type { Drawing } from "../parts/export/drawing";
import type { ViewDrawings } from "../state/exporter";
import { fillFactList } from "../views/file/fact-list";
import { mainFacts } from "../views/file/facts";
import { FileView } from "../views/file/file-view";
import { changeView, type PageStore } from "../state/page-state";
import { TimelineView } from "../views/timeline/timeline-view";
import { TimingView } from "../views/timing/timing-view";
import { TokensView } from "../views/tokens/tokens-view";

export interface InspectorActions extends RunBarActions {
  readonly closeSecond: () => void;
}

/**
 * Builds the page of an open trace into `place`; from then on it follows the store. Returns how its
 * views draw themselves for export.
 * @param words what the tokens of the trace that is open then are called
 */
export function showInspector(
  place: Element,
  store: PageStore,
  connection: Connection,
  actions: InspectorActions,
  words: () => TokenWords,
): ViewDrawings {
  // A panel beside the editor shows one view; the editor has the controls.
  place.classList.toggle("panel-page", store.state.trace.panel !== undefined);
  const panels = {
    banks: element("div"),
    timing: element("div"),
    timeline: element("div"),
    tokens: element("div"),
    clusters: element("div"),
    compare: element("div"),
    file: element("div"),
  } satisfies Record<ViewName, HTMLElement>;
  const tabs = new Tabs<ViewName>(
    "Views",
    [
      { name: "banks", label: "Banks", panel: panels.banks },
      { name: "timing", label: "Timing", panel: panels.timing },
      { name: "timeline", label: "Timeline", panel: panels.timeline },
      { name: "tokens", label: "Tokens", panel: panels.tokens },
      { name: "clusters", label: "Clusters", panel: panels.clusters },
      { name: "compare", label: "Compare", panel: panels.compare },
      { name: "file", label: "File", panel: panels.file },
    ],
    (view) => changeView(store, { view }),
  );
  place.replaceChildren(
    makeHeader(store),
    makeMessageBar(
      (show) => store.watch(({ message }) => message, show),
      () => store.update({ message: undefined }),
    ),
    element(
      "div",
      { class: "selection" },
      makeHeadControls(store),
      makeStepControl(store),
      makeRunBar(store, actions),
    ),
    element(
      "div",
      { class: "body" },
      new RunList(store).element,
      element("div", { class: "views" }, tabs.list, tabs.panels),
    ),
  );
  const makers: Readonly<Record<ViewName, () => View>> = {
    banks: () => new BanksView(store),
    timing: () => new TimingView(store),
    timeline: () => new TimelineView(store, connection),
    tokens: () => new TokensView(store, words),
    clusters: () => new ClustersView(store, words),
    compare: () => new CompareView(store, actions.closeSecond),
    file: () => new FileView(store),
  };
  const views = new Map<ViewName, View>();
  const make = (name: ViewName) => {
    if (views.has(name)) return;
    const view = makers[name]();
    views.set(name, view);
    panels[name].append(view.element);
  };
  store.watch(
    ({ view }) => view.view,
    (view) => {
      // First, so that the view that is to draw is on screen and has a size.
      tabs.show(view);
      make(view);
    },
  );
  // The others are made when the first is on screen, one in each pause.
  const names = Object.keys(makers) as ViewName[];
  const makeNext = () => {
    const next = names.find((name) => !views.has(name));
    if (next === undefined) return;
    make(next);
    requestIdleCallback(makeNext);
  };
  requestAnimationFrame(() => requestIdleCallback(makeNext));
  return (view) => views.get(view)?.drawings?.() ?? [];
}

/** The content of a tab. */
interface View {
  readonly element: HTMLElement;
  /** How it draws itself for export; absent where it shows no picture. */
  drawings?(): readonly Drawing[];
}

function makeHeader(store: PageStore): HTMLElement {
  const name = element("h1", { id: "trace-name" });
  const facts = element("dl", { id: "facts", class: "header-facts" });
  store.watch(
    ({ trace }) => trace,
    (trace) => {
      name.textContent = trace.name;
      fillFactList(facts, mainFacts(trace));
    },
  );
  return element("header", { class: "page-header" }, name, facts);
}
