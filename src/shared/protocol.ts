/**
 * Every message between the extension host and the inspector's page.
 *
 * The page sends requests; the host answers each with exactly one reply or failure that carries the
 * request's id. Between the two, a `simulate` request causes `progress` and `result` events with its
 * id; `cancel` ends it early with a failure whose `cancelled` is true. Events without an id come
 * unasked. Answers that may be large come in `part` events with the request's id before the reply,
 * results in as many `result` events as they need: no message is larger than `mostMessageBytes`.
 */
import type { PlacementId } from "../core/placement/placement";
import type { PolicyNeed, PolicyParameter } from "../core/policy/policy";
import type { CommandColumns } from "../core/simulation/questions/command-columns";
import type {
  EnergyModel,
  RunConfiguration,
  SimulationPlan,
} from "../core/simulation/run/configuration";
import type { BankTokens } from "../core/simulation/questions/bank-tokens";
import { mostArrayBytes } from "../core/simulation/run/message-size";
import type {
  ClusterFactsPart,
  ClusterRequest,
  ClusterSource,
  DetailPart,
  DetailRequest,
  SelectionRequest,
} from "../core/simulation/questions/detail-parts";
import type { HeadResult, LoadColumn, StepColumn } from "../core/simulation/run/result";
import type {
  CommandMeaning,
  Timeline,
  TimelinePlace,
} from "../core/simulation/questions/timeline";
import type { TraceHeader, TraceLayer } from "../core/trace/trace";
import type { ViewName, ViewState } from "./view-state";

export type * from "./view-state";

export type {
  BankTokens,
  CommandColumns,
  CommandMeaning,
  ClusterFactsPart as ClusterFacts,
  ClusterRequest,
  ClusterSource,
  DetailPart,
  DetailRequest,
  EnergyModel,
  HeadResult,
  LoadColumn,
  PlacementId,
  PolicyNeed,
  PolicyParameter,
  RunConfiguration,
  SelectionRequest,
  SimulationPlan,
  StepColumn,
  TimelinePlace,
  TraceHeader,
  TraceLayer,
};

/** Raised with every incompatible change; a page left over from an older version reloads itself. */
export const protocolVersion = 1;

/** What the page can offer in its controls. */
export interface Catalog {
  readonly policies: readonly PolicyEntry[];
  readonly placements: readonly CatalogEntry[];
  readonly devices: readonly DeviceEntry[];
  readonly stepColumns: Readonly<Record<StepColumn, ColumnEntry>>;
  readonly loadColumns: Readonly<Record<LoadColumn, ColumnEntry>>;
}

/** What a result column holds; an empty unit means a plain ratio. */
export interface ColumnEntry {
  readonly unit: string;
  readonly meaning: string;
}

export interface CatalogEntry {
  readonly id: string;
  readonly label: string;
  readonly description: string;
}

export interface PolicyEntry extends CatalogEntry {
  readonly needs: readonly PolicyNeed[];
  readonly usesBudget: boolean;
  readonly parameters: readonly PolicyParameter[];
}

export interface DeviceEntry extends CatalogEntry {
  /** Length of a clock cycle in nanoseconds. */
  readonly clockPeriod: number;
  /** Peak bytes per cycle of one channel when every all-bank read hits an open row. */
  readonly peakBytesPerCycle: number;
}

/** A trace as the page needs it at start. */
export interface OpenedTrace {
  readonly name: string;
  readonly fileSize: number;
  readonly header: TraceHeader;
  readonly catalog: Catalog;
  /** The view to restore, or the default view of this trace. */
  readonly viewState: ViewState;
  /** Where the page stands beside the editor: the one view that it shows, without controls. */
  readonly panel?: ViewName;
}

/** A timeline but for its commands, which come in parts. */
export type TimelineReply =
  | Omit<Extract<Timeline, { kind: "commands" }>, "columns">
  | Exclude<Timeline, { kind: "commands" }>;

/** Files that results are saved as. */
export type DataFormat = "csv" | "json";

/**
 * Of a step's commands: for Perfetto as issued, or as the reference simulator reads what was asked
 * for.
 */
export type TimelineFormat = "chrome-trace" | "command-trace";

/** Files that the shown view is saved as. */
export type ImageFormat = "png" | "svg";

/** What goes into the clipboard: figures as Markdown, or the view for somebody else. */
export type Copied = "summary" | "link" | "view";

/** The largest picture that a page may send, in bytes of UTF-8. */
export const largestImage = mostArrayBytes;

/** What consecutive tokens are called; a list is empty where the trace does not say. */
export interface TokenNames {
  /** Ids in the model's vocabulary. */
  readonly ids: readonly number[];
  /** Text, cut after 80 characters. */
  readonly texts: readonly string[];
}

export const mostTokenNames = 4096;

/** A trace that is compared with the open one. */
export type ComparedTrace = Pick<OpenedTrace, "name" | "fileSize" | "header">;

/** Requests of the page with what each is answered by. */
export interface Requests {
  /** First message of a page. */
  open: { request: { readonly version: number }; reply: OpenedTrace };
  /** Simulates the plan; results arrive as events before the reply. */
  simulate: {
    request: { readonly plan: SimulationPlan };
    reply: { readonly milliseconds: number };
  };
  /** What a view shows of one head beyond the results, in parts. */
  detail: {
    request: { readonly detail: DetailRequest };
    part: DetailPart;
    reply: null;
  };
  /** Words and ids of tokens `from` .. `to - 1`, at most `mostTokenNames` at once. */
  tokens: { request: { readonly from: number; readonly to: number }; reply: TokenNames };
  /**
   * Simulates what the second trace can serve of the plan; results arrive as events before the
   * reply, which says what they are of. Null where the second trace can serve nothing of it.
   */
  simulateSecond: {
    request: { readonly plan: SimulationPlan };
    reply: { readonly plan: SimulationPlan | null; readonly misfits: readonly string[] };
  };
  /** Lets go of the second trace. */
  closeSecond: { request: object; reply: null };
  /** Ends another request early. */
  cancel: { request: { readonly target: number }; reply: null };
  /** Keeps the view for the next time that this file is opened. */
  saveView: { request: { readonly viewState: ViewState }; reply: null };
  /**
   * What one run at one step reads in a bank: one part per query head of the plan's KV heads, which
   * are those of the bank's channel. `bank` counts within the channel.
   */
  bankTokens: {
    request: { readonly plan: SimulationPlan; readonly bank: number };
    part: BankTokens;
    reply: null;
  };
  /** The commands of a query head at a step. */
  timeline: {
    request: { readonly place: TimelinePlace };
    part: CommandColumns;
    reply: TimelineReply;
  };
  /** Lets the user save those commands; replies as `export`. */
  exportTimeline: {
    request: { readonly place: TimelinePlace; readonly format: TimelineFormat };
    reply: { readonly path: string | null };
  };
  /** Lets the user save the shown results; replies with the path, or null when they declined. */
  export: { request: { readonly format: DataFormat }; reply: { readonly path: string | null } };
  /**
   * Lets the user save the shown view; replies with the path, or null when they declined.
   * `content` is the SVG text, the PNG in base64, or null where the view shows no picture.
   * `ticket` is that of the `drawImage` event that asked for it, or null.
   */
  saveImage: {
    request: {
      readonly format: ImageFormat;
      readonly content: string | null;
      readonly view: ViewName;
      readonly ticket: number | null;
    };
    reply: { readonly path: string | null };
  };
  copy: { request: { readonly what: Copied }; reply: null };
}

export type RequestKind = keyof Requests;

/** What a request is answered with before its reply; never where it has no parts. */
export type PartOf<Kind extends RequestKind> = Kind extends RequestKind
  ? Requests[Kind] extends { part: infer Part }
    ? Part
    : never
  : never;

/** Page to host. */
export type PageMessage = {
  [Kind in RequestKind]: { readonly kind: Kind; readonly id: number } & Requests[Kind]["request"];
}[RequestKind];

/** Host to page: the answer to a request. */
export type Answer =
  | { readonly kind: "reply"; readonly id: number; readonly value: unknown }
  | {
      readonly kind: "failure";
      readonly id: number;
      readonly message: string;
      readonly cancelled: boolean;
    };

/** Host to page: a piece of the answer to a request, in order, before its reply. */
export interface AnswerPart {
  readonly kind: "part";
  readonly id: number;
  readonly part: PartOf<RequestKind>;
}

/** Host to page: news. */
export type HostEvent =
  /** Share of the plan's work that is done, 0 .. 1. */
  | { readonly kind: "progress"; readonly id: number; readonly done: number }
  /**
   * All runs of the plan for some query heads. Each step of each head comes exactly once: a head of
   * more steps than fit comes in parts, which say by `fromStep` and `steps` what they hold.
   */
  | { readonly kind: "result"; readonly id: number; readonly results: readonly HeadResult[] }
  /** The file was rewritten and opened again; the page keeps its view and simulates anew. */
  | { readonly kind: "reloaded"; readonly trace: OpenedTrace }
  /** A second trace is to be compared with, or it was rewritten. */
  | { readonly kind: "second"; readonly trace: ComparedTrace }
  /** The file cannot be read any more; shown results stay. */
  | { readonly kind: "broken"; readonly message: string }
  /** A command of the palette that concerns the page. */
  | { readonly kind: "show"; readonly view: ViewName }
  | { readonly kind: "run"; readonly runs: readonly RunConfiguration[] | null }
  /**
   * Compare runs whose results are there already: asking for a layer of this plan brings them. They
   * may be of a part of the trace only. `catalog` comes where the runs name devices of their own.
   */
  | {
      readonly kind: "showResults";
      readonly plan: SimulationPlan;
      readonly catalog?: Catalog;
    }
  /** Draw the shown view and send it with this ticket. */
  | { readonly kind: "drawImage"; readonly format: ImageFormat; readonly ticket: number }
  /**
   * Show what another view shows. A page that follows another one does not report the change as one
   * of its user.
   */
  | {
      readonly kind: "setView";
      readonly change: Partial<ViewState>;
      readonly follows: boolean;
    };

export type HostMessage = Answer | AnswerPart | HostEvent;
