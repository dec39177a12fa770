import * as v from "valibot";
import { placements } from "../../../core/placement/registry";
import { largestImage, mostTokenNames, type PageMessage } from "../../../shared/protocol";
import { comparedFigures, viewNames } from "../../../shared/protocol/view-state";

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const finite = v.pipe(v.number(), v.finite());
const amount = v.pipe(v.number(), v.minValue(0));
const text = v.pipe(v.string(), v.maxLength(200));
const placementIds = placements.map((placement) => placement.id);

const run = v.object({
  policy: text,
  parameters: v.pipe(
    v.record(text, v.number()),
    v.check((values) => Object.keys(values).length <= 64),
  ),
  budget: v.number(),
  placement: v.picklist(placementIds),
  device: text,
  chargeIndex: v.boolean(),
  chargeClustering: v.boolean(),
  energyModel: v.picklist(["row-aware", "attacc"]),
});

/** Heads or layers: no model has nearly as many. */
const indices = v.pipe(v.array(count), v.maxLength(10_000));

/** Runs that a page shows together at most. */
export const mostShownRuns = 64;

const runs = v.pipe(v.array(run), v.maxLength(mostShownRuns));

const viewName = v.picklist(viewNames);

/** The view of a page, as it comes from the page or from the editor's memory. */
export const viewStateSchema = v.object({
  view: viewName,
  layer: count,
  kvHead: count,
  queryHead: count,
  step: count,
  shownRun: count,
  runs,
  heatMap: v.object({
    axis: v.picklist(["channels", "steps", "banks"]),
    metric: v.picklist(["vectors", "columnsRead", "columnsUseful", "rowsOpened", "busyCycles"]),
    scale: v.picklist(["linear", "square-root", "log"]),
    colours: v.picklist(["viridis", "cividis", "editor"]),
    aggregation: v.picklist(["max", "mean"]),
    low: v.nullable(finite),
    high: v.nullable(finite),
    viewport: v.nullable(v.object({ row: finite, column: finite, rows: finite, columns: finite })),
    range: v.nullable(
      v.object({ fromRow: count, toRow: count, fromColumn: count, toColumn: count }),
    ),
    bank: v.nullable(v.object({ channel: count, bank: count })),
  }),
  timing: v.object({
    unit: v.picklist(["cycles", "ns"]),
    steps: v.picklist(["shown", "mean"]),
    heads: v.picklist(["shown", "mean"]),
    energyBy: v.picklist(["phase", "part"]),
  }),
  timeline: v.object({
    unit: v.picklist(["cycles", "ns"]),
    window: v.nullable(v.tuple([amount, amount])),
  }),
  tokens: v.object({
    colourBy: v.picklist(["mass", "cluster", "read"]),
    scale: v.picklist(["linear", "log"]),
  }),
  clusters: v.object({ order: v.picklist(["creation", "size", "spread", "lines"]) }),
  compare: v.object({
    baseline: v.nullable(
      v.object({ source: v.picklist(["shown", "previous", "second"]), run: count }),
    ),
    figure: v.picklist(comparedFigures),
    cost: v.picklist(["cycles", "time", "energy"]),
    quality: v.picklist(["massKept", "recall", "outputError"]),
    order: v.nullable(
      v.picklist([...comparedFigures, "run", "policy", "budget", "placement", "device"]),
    ),
    descending: v.boolean(),
  }),
});

const plan = v.object({
  scope: v.object({
    layers: indices,
    kvHeads: indices,
    fromStep: count,
    toStep: count,
  }),
  runs,
});

const place = v.object({ run, layer: count, queryHead: count, step: count });

const detail = v.variant("kind", [
  v.object({
    kind: v.literal("selection"),
    run,
    layer: count,
    queryHead: count,
    fromStep: count,
    toStep: count,
  }),
  v.object({ kind: v.literal("clusters"), run, layer: count, kvHead: count, step: count }),
]);

const tokens = v.pipe(
  v.object({ kind: v.literal("tokens"), id: count, from: count, to: count }),
  v.check(({ from, to }) => from < to && to - from <= mostTokenNames),
);

const pageMessage = v.variant("kind", [
  v.object({ kind: v.literal("open"), id: count, version: count }),
  v.object({ kind: v.literal("simulate"), id: count, plan }),
  v.object({ kind: v.literal("detail"), id: count, detail }),
  tokens,
  v.object({ kind: v.literal("simulateSecond"), id: count, plan }),
  v.object({ kind: v.literal("closeSecond"), id: count }),
  v.object({ kind: v.literal("cancel"), id: count, target: count }),
  v.object({ kind: v.literal("saveView"), id: count, viewState: viewStateSchema }),
  v.object({ kind: v.literal("bankTokens"), id: count, plan, bank: count }),
  v.object({ kind: v.literal("timeline"), id: count, place }),
  v.object({
    kind: v.literal("exportTimeline"),
    id: count,
    place,
    format: v.picklist(["chrome-trace", "command-trace"]),
  }),
  v.object({ kind: v.literal("export"), id: count, format: v.picklist(["csv", "json"]) }),
  v.object({
    kind: v.literal("saveImage"),
    id: count,
    format: v.picklist(["png", "svg"]),
    content: v.nullable(v.pipe(v.string(), v.maxBytes(largestImage))),
    view: viewName,
    ticket: v.nullable(count),
  }),
  v.object({ kind: v.literal("copy"), id: count, what: v.picklist(["summary", "link", "view"]) }),
]);

/**
 * A message from the page, checked before use: the page shows text from files, so it is not trusted.
 * Returns undefined for anything that is not a message of the protocol.
 */
export function parsePageMessage(message: unknown): PageMessage | undefined {
  const parsed = v.safeParse(pageMessage, message);
  return parsed.success ? parsed.output : undefined;
}
