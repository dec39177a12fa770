import type {
  ArrayBlocks,
  ArrayColumns,
  ArraySteps,
  CimCatalog,
  CimConfiguration,
  CimRequests,
  CimEvent,
  CimStudySummary,
  CimView,
  ProjectionSummary,
  StepsOfTurn,
  Strategy,
  StrategySummary,
} from "../../../src/shared/protocol/cim";
import type { AskingPhase } from "../../state/asking";
import type { Connection } from "../../state/connection";
import type { Message } from "../../parts/controls/message";
import type { Store } from "../../state/store";

/** What weights by every strategy come to. */
interface StudyState {
  readonly phase: AskingPhase;
  /** Of the study that was done last; undefined before the first. */
  readonly summary: CimStudySummary | undefined;
  /** What it was done with; the options may have changed since. */
  readonly configuration: CimConfiguration;
}

/** A part of a study that the page fetched, of the strategy that it shows. */
export interface Fetched {
  readonly summary: CimStudySummary;
  readonly strategy: Strategy;
}

/** All arrays. */
export interface ShownArrays extends Fetched {
  readonly columns: ArrayColumns;
}

/** One array. */
export interface ShownArray extends Fetched {
  readonly array: number;
  readonly blockSize: number;
  readonly blocks: ArrayBlocks;
  readonly steps: ArraySteps;
}

/** All steps of a phase and stage. */
export interface ShownTurn extends Fetched {
  readonly turn: number;
  readonly steps: StepsOfTurn;
}

export interface ProjectionState {
  readonly phase: AskingPhase;
  /** 0 .. 1. */
  readonly progress: number;
  readonly tensor: string;
  readonly transposed: boolean;
  readonly result: ProjectionSummary | undefined;
}

/** All that the page shows; whatever can be derived from it is derived. */
export interface ArraysState {
  readonly catalog: CimCatalog;
  readonly view: CimView;
  readonly study: StudyState;
  readonly arrays: ShownArrays | undefined;
  readonly array: ShownArray | undefined;
  readonly turn: ShownTurn | undefined;
  readonly projection: ProjectionState;
  readonly isPlaying: boolean;
  readonly message: Message | undefined;
}

export type ArraysStore = Store<ArraysState>;
export type ArraysConnection = Connection<CimRequests, CimEvent>;

export function changeView(store: ArraysStore, change: Partial<CimView>): void {
  store.update({ view: { ...store.state.view, ...change } });
}

export function changeConfiguration(store: ArraysStore, change: Partial<CimConfiguration>): void {
  const { configuration } = store.state.view;
  changeView(store, { configuration: { ...configuration, ...change } });
}

/** The state with the options that the shown study was done with, where they changed since. */
export function asStudied(state: ArraysState): ArraysState {
  const { configuration } = state.study;
  return { ...state, view: { ...state.view, configuration } };
}

/** Shows what went wrong. */
export function reportError(store: ArraysStore, error: unknown): void {
  const text = error instanceof Error ? error.message : String(error);
  store.update({ message: { kind: "error", text } });
}

/** The strategy that the page shows, once there is a study. */
export function shownStrategy({ study, view }: ArraysState): StrategySummary | undefined {
  return study.summary?.strategies.find(({ strategy }) => strategy === view.strategy);
}
