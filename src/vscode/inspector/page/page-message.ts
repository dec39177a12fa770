import * as v from "valibot";
import {
  longestReason,
  mostTokenNames,
  type PageMessage,
  type Requests,
} from "../../../shared/protocol";
import {
  count,
  dataFormat,
  imageContent,
  imageFormat,
  pageRequestSchemas,
  parseRequest,
  type RequestSchemas,
} from "../../pages/request-schemas";
import { indices, mostShownRuns, planSchema, runSchema } from "./plan-schemas";
import { viewNameSchema, viewStateSchema } from "./view-state-schema";

const place = v.object({ run: runSchema, layer: count, queryHead: count, step: count });

const detail = v.variant("kind", [
  v.object({
    kind: v.literal("selection"),
    run: runSchema,
    layer: count,
    queryHead: count,
    fromStep: count,
    toStep: count,
  }),
  v.object({
    kind: v.literal("clusters"),
    run: runSchema,
    layer: count,
    kvHead: count,
    step: count,
  }),
]);

const tokens = v.pipe(
  v.object({ from: count, to: count }),
  v.check(({ from, to }) => from < to && to - from <= mostTokenNames),
);

const ticket = v.nullable(count);

const requests: RequestSchemas<Requests> = {
  ...pageRequestSchemas,
  simulate: v.object({
    plan: planSchema,
    first: v.object({ run: count, kvHead: count }),
    has: v.pipe(v.array(indices), v.maxLength(mostShownRuns)),
    ticket,
  }),
  simulateFurther: v.object({ plan: planSchema }),
  simulateSecond: v.object({ plan: planSchema }),
  closeSecond: v.object({}),
  detail: v.object({ detail }),
  tokens,
  bankTokens: v.object({ plan: planSchema, bank: count }),
  timeline: v.object({ place }),
  exportTimeline: v.object({ place, format: v.picklist(["chrome-trace", "command-trace"]) }),
  saveView: v.object({ viewState: viewStateSchema }),
  showBeside: v.object({ view: viewNameSchema }),
  takeKeys: v.object({ listens: v.boolean() }),
  export: v.object({ format: dataFormat }),
  saveImage: v.object({
    format: imageFormat,
    content: v.nullable(imageContent),
    view: viewNameSchema,
    ticket,
  }),
  refuseImage: v.object({ ticket: count, reason: v.pipe(v.string(), v.maxLength(longestReason)) }),
  copy: v.object({ what: v.picklist(["summary", "link", "view"]) }),
};

/**
 * A message from the page, checked before use: the page shows text from files, so it is not trusted.
 * Returns undefined for anything that is not a message of the protocol.
 */
export function parsePageMessage(message: unknown): PageMessage | undefined {
  return parseRequest<Requests>(requests, message);
}
