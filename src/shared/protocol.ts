/**
 * Every message between the extension host and the inspector's page; `protocol/requests.ts` says how
 * requests are answered.
 */
import type { DetailRequests } from "./protocol/details";
import type {
  Answer,
  AnswerPart as AnyAnswerPart,
  PageRequests,
  PartIn,
  RequestMessage,
} from "./protocol/requests";
import type { DrawImageEvent, SavingRequests } from "./protocol/saving";
import type { SimulationEvent, SimulationRequests } from "./protocol/simulation";
import type { TimelineRequests } from "./protocol/timeline";
import type { OpenedTrace, TraceEvent, TraceRequests } from "./protocol/trace";
import type { ViewEvent, ViewRequests } from "./protocol/view";

export type * from "./protocol/catalog";
export type * from "./protocol/details";
export type * from "./protocol/simulation";
export type * from "./protocol/timeline";
export type * from "./protocol/view-state";
export {
  largestImage,
  longestReason,
  type Copied,
  type DataFormat,
  type ImageFormat,
} from "./protocol/saving";
export {
  mostTokenNames,
  type ComparedTrace,
  type OpenedTrace,
  type TokenNames,
  type TraceHeader,
  type TraceLayer,
} from "./protocol/trace";

/**
 * Raised with every incompatible change. The host refuses to open a page that was left over from
 * another version, in words that ask its user to open the tab again.
 */
export const protocolVersion = 1;

/** Requests of the page with what each is answered by. */
export interface Requests
  extends
    PageRequests<OpenedTrace>,
    TraceRequests,
    SimulationRequests,
    DetailRequests,
    TimelineRequests,
    SavingRequests,
    ViewRequests {}

/** Page to host. */
export type PageMessage = RequestMessage<Requests>;

/** Host to page: a piece of the answer to a request, in order, before its reply. */
export type AnswerPart = AnyAnswerPart<PartIn<Requests[keyof Requests]>>;

/** Host to page: news. */
export type HostEvent = TraceEvent | SimulationEvent | ViewEvent | DrawImageEvent;

export type HostMessage = Answer | AnswerPart | HostEvent;
