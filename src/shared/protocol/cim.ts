/**
 * Every message between the extension host and the page of block-diagonal weights on
 * compute-in-memory arrays; `requests.ts` says how requests are answered.
 *
 * A `study` maps weights by every strategy; what lies where stays with the host, and the page asks
 * for what it shows of the latest study. `progress` events with the id of a `project` request come
 * before its reply; `cancel` ends it, or a study, with a failure whose `cancelled` is true.
 */
import type { ArrayBlocks, ArraySteps } from "../../core/cim/array-detail";
import type { CimConfiguration } from "../../core/cim/configuration";
import type { Strategy } from "../../core/cim/mapping/options";
import type { ProjectionSummary } from "../../core/cim/monarch/projection";
import type { CimParameter } from "../../core/cim/parameters";
import type { StepsOfTurn } from "../../core/cim/schedule/ticks";
import type { PublishedComparison, PublishedFigure } from "../../core/cim/published";
import type { CimWeights } from "../../core/cim/study";
import type { CimStudySummary, StrategySummary } from "../../core/cim/study-summary";
import type {
  Answer,
  AnswerPart,
  PageRequests,
  PartIn,
  ProgressEvent,
  RequestMessage,
} from "./requests";
import type { DataFormat, ImageFormat } from "./saving";

export type {
  ArrayBlocks,
  ArraySteps,
  CimConfiguration,
  CimParameter,
  CimStudySummary,
  CimWeights,
  ProjectionSummary,
  PublishedComparison,
  PublishedFigure,
  StepsOfTurn,
  Strategy,
  StrategySummary,
};

/** Raised with every incompatible change, as that of the inspector's page. */
export const cimProtocolVersion = 1;

/** What the page shows; all of it can be restored. */
export interface CimView {
  readonly weights: CimWeights;
  readonly configuration: CimConfiguration;
  readonly strategy: Strategy;
  /** The array that is zoomed into; null shows all. */
  readonly array: number | null;
  /** Where the player stands. */
  readonly tick: number;
  /** What tells the blocks of an array apart. */
  readonly colourBy: "matrix" | "diagonal" | "step";
  readonly colours: "viridis" | "cividis" | "editor";
  /** What the lines over numbers of ADCs show. */
  readonly sweep: "latency" | "energy" | "speedup" | "energyGain";
}

/** What the page offers. */
export interface CimCatalog {
  readonly models: readonly { readonly name: string; readonly title: string }[];
  readonly parameters: readonly CimParameter[];
  readonly defaults: CimConfiguration;
  readonly strategyNames: Readonly<Record<Strategy, string>>;
  /** Constants of time and energy by preset: value in words, and source. */
  readonly constants: Readonly<Record<string, readonly CimConstant[]>>;
}

export interface CimConstant {
  readonly name: string;
  readonly value: string;
  readonly source: string;
}

export interface OpenedCim {
  readonly catalog: CimCatalog;
  readonly view: CimView;
}

/** Occupancy and block size of consecutive arrays. */
export interface ArrayColumns {
  /** Share of the cells that hold a block, 0 .. 1. */
  readonly occupancy: Float32Array;
  readonly blockSize: Uint32Array;
}

/** Consecutive blocks of an array, or steps. */
export type ArrayPart =
  | { readonly kind: "blocks"; readonly columns: ArrayBlocks }
  | { readonly kind: "steps"; readonly columns: ArraySteps };

/** Requests of the page with what each is answered by. */
export interface CimRequests extends PageRequests<OpenedCim> {
  /** Maps weights by every strategy, in place of the study before. */
  study: {
    request: { readonly weights: CimWeights; readonly configuration: CimConfiguration };
    reply: CimStudySummary;
  };
  /** All arrays of a strategy, in parts. */
  arrays: { request: { readonly strategy: Strategy }; part: ArrayColumns; reply: null };
  /** What lies in an array and what it does when, in parts. */
  array: {
    request: { readonly strategy: Strategy; readonly array: number };
    part: ArrayPart;
    reply: { readonly blockSize: number };
  };
  /** All steps of a phase and stage, in parts. */
  turn: {
    request: { readonly strategy: Strategy; readonly turn: number };
    part: StepsOfTurn;
    reply: null;
  };
  /** Projects a tensor of the weight file as the configuration maps it. */
  project: {
    request: {
      readonly path: string;
      readonly tensor: string;
      readonly transposed: boolean;
      readonly configuration: CimConfiguration;
    };
    reply: ProjectionSummary;
  };
  /** Lets the user choose a weight file; replies with its path, or null when they declined. */
  pickWeights: { request: object; reply: { readonly path: string | null } };
  /** Keeps the view for the next time. */
  saveView: { request: { readonly view: CimView }; reply: null };
  /** Lets the user save the study; replies with the path, or null when they declined. */
  export: { request: { readonly format: DataFormat }; reply: { readonly path: string | null } };
  /** Lets the user save a picture: SVG text, or a PNG in base64; replies as `export`. */
  saveImage: {
    request: { readonly format: ImageFormat; readonly content: string };
    reply: { readonly path: string | null };
  };
}

/** Page to host. */
export type CimPageMessage = RequestMessage<CimRequests>;

/** Host to page: a piece of the answer to a request, in order, before its reply. */
export type CimAnswerPart = AnswerPart<PartIn<CimRequests[keyof CimRequests]>>;

/** Host to page: news. */
export type CimEvent =
  | ProgressEvent
  /** The command was run again, for these weights. */
  | { readonly kind: "setWeights"; readonly weights: CimWeights }
  /** A command of the palette: save what is shown. */
  | { readonly kind: "save"; readonly format: DataFormat | ImageFormat };

export type CimHostMessage = Answer | CimAnswerPart | CimEvent;
