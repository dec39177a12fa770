import type {
  ClustersState,
  ComparedTrace,
  CompareState,
  HeatMapState,
  OpenedTrace,
  Picked,
  RunsTableState,
  Scope,
  StripState,
  TimelineState,
  TimeState,
  TokensState,
  ViewState,
} from "../../src/shared/protocol";
import { stillPicked } from "../../src/shared/picked";
import { stylesFor } from "../../src/shared/run-styles";
import type { Message } from "../parts/controls/message";
import type { AskingPhase } from "./asking";
import type { BankTokensState } from "./details/bank-tokens-loader";
import type { ClusterSet } from "./details/cluster-set";
import { noDetail, type DetailState } from "./details/detail-loader";
import type { SelectionSet } from "./details/selection-set";
import { nothingFurther, type FurtherState } from "./further/further-state";
import { notReloaded, type ReloadState } from "./reload/reload-state";
import type { ResultSet } from "./results/result-set";
import type { Store } from "./store";

/** How far the simulation of the shown runs is. */
export interface SimulationState {
  readonly phase: AskingPhase;
  /** Share of the work that is done, 0 .. 1. */
  readonly progress: number;
  /** Of the simulation that ran last; undefined before the first. */
  readonly results: ResultSet | undefined;
  /** Why runs cannot be simulated, by their index in the plan of the results. */
  readonly failures: ReadonlyMap<number, string>;
}

/** Before the first simulation. */
export const noSimulation: SimulationState = {
  phase: "idle",
  progress: 0,
  results: undefined,
  failures: new Map(),
};

/** A complete simulation that a later one replaced, with the trace as it then was. */
export interface PreviousResults {
  readonly trace: OpenedTrace;
  readonly results: ResultSet;
}

/** A second trace, with what the page's runs come to on it. */
export interface SecondTraceState {
  readonly trace: ComparedTrace;
  /** Idle while the simulation of the first trace is awaited. */
  readonly phase: AskingPhase;
  /** Undefined until all of them are there, and where nothing of the plan fits. */
  readonly results: ResultSet | undefined;
  /** What it cannot serve of the plan, or why its simulation failed. */
  readonly misfits: readonly string[];
}

/** All that the page shows; whatever can be derived from it is derived. */
export interface PageState {
  readonly trace: OpenedTrace;
  readonly view: ViewState;
  readonly simulation: SimulationState;
  readonly previous: PreviousResults | undefined;
  readonly second: SecondTraceState | undefined;
  readonly message: Message | undefined;
  readonly reload: ReloadState;
  /** Other budgets and other layers, as far as they were wanted. */
  readonly further: FurtherState;
  /** What the shown run reads, for the Tokens view. */
  readonly selection: DetailState<SelectionSet>;
  /** The clusters of the shown KV head, for the Clusters view. */
  readonly clusters: DetailState<ClusterSet>;
  /** What is read in the bank that is picked in Banks. */
  readonly bankTokens: BankTokensState;
  /** The picked command, as the timeline knows it. */
  readonly command: CommandFacts | undefined;
  /** What a chip names that is pointed at now: views outline it, and the details stay. */
  readonly pointed?: Picked | null;
  /** How often tokens got their words: views that name tokens show them anew. */
  readonly wordsRead: number;
}

/** A command in words, with what it is addressed to. */
interface CommandFacts {
  /** Among those of its channel at the shown step. */
  readonly index: number;
  readonly title: string;
  readonly lines: readonly string[];
  /** Bank of the channel; undefined where it has no address. */
  readonly bank: number | undefined;
}

/** A page of which no view has asked for more than results yet, of a file that is as it was. */
export const noDetails: Pick<
  PageState,
  "reload" | "selection" | "clusters" | "bankTokens" | "command" | "wordsRead" | "further"
> = {
  reload: notReloaded,
  further: nothingFurther,
  selection: noDetail,
  clusters: noDetail,
  bankTokens: { kind: "idle" },
  command: undefined,
  wordsRead: 0,
};

export type PageStore = Store<PageState>;

/** Other runs come with styles that fit them; what is picked is let go where it is no more. */
export function changeView(store: PageStore, change: Partial<ViewState>): void {
  const { view } = store.state;
  const { runs, runStyles = runs && stylesFor(runs, view) } = change;
  const changed = { ...view, ...change, ...(runStyles && { runStyles }) };
  store.update({ view: { ...changed, picked: stillPicked(view, changed) } });
}

/** Wants the shown run in every layer, or no longer. */
export function survey(store: PageStore, isSurveying: boolean): void {
  store.update({ further: { ...store.state.further, isSurveying } });
}

/** Wants the policies of the page with other budgets, too, or no longer. */
export function sweep(store: PageStore, isSweeping: boolean): void {
  store.update({ further: { ...store.state.further, isSweeping } });
}

export function changeScope(store: PageStore, change: Partial<Scope>): void {
  changeView(store, { scope: { ...store.state.view.scope, ...change } });
}

export function changeRunsTable(store: PageStore, change: Partial<RunsTableState>): void {
  changeView(store, { runsTable: { ...store.state.view.runsTable, ...change } });
}

export function changeStrip(store: PageStore, change: Partial<StripState>): void {
  changeView(store, { strip: { ...store.state.view.strip, ...change } });
}

export function changeHeatMap(store: PageStore, change: Partial<HeatMapState>): void {
  changeView(store, { heatMap: { ...store.state.view.heatMap, ...change } });
}

export function changeTime(store: PageStore, change: Partial<TimeState>): void {
  changeView(store, { time: { ...store.state.view.time, ...change } });
}

export function changeTimeline(store: PageStore, change: Partial<TimelineState>): void {
  changeView(store, { timeline: { ...store.state.view.timeline, ...change } });
}

export function changeTokens(store: PageStore, change: Partial<TokensState>): void {
  changeView(store, { tokens: { ...store.state.view.tokens, ...change } });
}

export function changeClusters(store: PageStore, change: Partial<ClustersState>): void {
  changeView(store, { clusters: { ...store.state.view.clusters, ...change } });
}

/** Points something out on the whole page, or nothing any more. */
export function pick(store: PageStore, picked: Picked | null): void {
  changeView(store, { picked });
}

export function changeCompare(store: PageStore, change: Partial<CompareState>): void {
  changeView(store, { compare: { ...store.state.view.compare, ...change } });
}
