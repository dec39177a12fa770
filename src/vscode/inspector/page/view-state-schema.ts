import * as v from "valibot";
import { loadMetricNames } from "../../../core/figures/load-figures";
import { stepColumnNames } from "../../../core/figures/step-figures";
import { defaultView } from "../../../shared/default-view";
import { comparedFigures, stripFigures, viewNames } from "../../../shared/protocol/view-state";
import { withNewNames } from "../../../shared/renamed-views";
import { count } from "../../pages/request-schemas";
import { runsSchema } from "./plan-schemas";

const finite = v.pipe(v.number(), v.finite());
const amount = v.pipe(v.number(), v.minValue(0));

const runColumns = ["reads", "ratio", "time", ...stepColumnNames] as const;

export const viewNameSchema = v.picklist(viewNames);

const pickedSchema = v.variant("kind", [
  v.object({ kind: v.literal("bank"), channel: count, bank: count }),
  v.object({ kind: v.literal("token"), token: count }),
  v.object({ kind: v.literal("cluster"), cluster: count }),
  v.object({ kind: v.literal("command"), channel: count, index: count }),
]);

/** The view of a page, as this version has it. */
export const viewStateSchema = v.object({
  view: viewNameSchema,
  layer: count,
  kvHead: count,
  queryHead: count,
  step: count,
  shownRun: count,
  picked: v.nullable(pickedSchema),
  runs: runsSchema,
  runStyles: v.array(v.object({ colour: count, hidden: v.boolean() })),
  scope: v.object({
    steps: v.picklist(["shown", "mean"]),
    heads: v.picklist(["shown", "mean"]),
  }),
  stepRange: v.nullable(v.object({ fromStep: count, toStep: count })),
  runsTable: v.object({
    columns: v.array(v.picklist(runColumns)),
    order: v.nullable(v.picklist(["run", ...runColumns])),
    descending: v.boolean(),
  }),
  strip: v.object({ figure: v.picklist(stripFigures), isCollapsed: v.boolean() }),
  heatMap: v.object({
    axis: v.picklist(["channels", "steps", "banks"]),
    metric: v.picklist([...loadMetricNames, "overMean"]),
    difference: v.boolean(),
    idleChannels: v.boolean(),
    scale: v.picklist(["linear", "square-root", "log"]),
    colours: v.picklist(["viridis", "cividis", "editor"]),
    aggregation: v.picklist(["max", "mean"]),
    low: v.nullable(finite),
    high: v.nullable(finite),
    viewport: v.nullable(v.object({ row: finite, column: finite, rows: finite, columns: finite })),
    range: v.nullable(
      v.object({ fromRow: count, toRow: count, fromColumn: count, toColumn: count }),
    ),
  }),
  time: v.object({
    show: v.picklist(["time", "energy"]),
    unit: v.picklist(["cycles", "ns"]),
    energyBy: v.picklist(["phase", "part"]),
    asTable: v.boolean(),
  }),
  timeline: v.object({
    unit: v.picklist(["cycles", "ns"]),
    window: v.nullable(v.tuple([amount, amount])),
    asTable: v.boolean(),
  }),
  tokens: v.object({
    colourBy: v.picklist(["mass", "cluster", "read"]),
    shown: v.picklist(["both", "read", "missed"]),
    scale: v.picklist(["linear", "log"]),
  }),
  clusters: v.object({
    picture: v.picklist(["lines", "keys"]),
    order: v.picklist(["creation", "size", "spread", "lines"]),
  }),
  compare: v.object({
    baseline: v.nullable(
      v.object({ source: v.picklist(["shown", "previous", "second"]), run: count }),
    ),
    cost: v.picklist(comparedFigures),
    quality: v.picklist(comparedFigures),
  }),
});

/** A view that this or an older version of the extension kept or shared. */
const anyVersion = v.pipe(v.record(v.string(), v.unknown()), v.transform(completed));

/** The same, to be had whole. */
export const sharedViewSchema = v.pipe(anyVersion, viewStateSchema);

/** The parts of a kept view that this version can read; no others. */
export function readableParts(kept: unknown): Record<string, unknown> {
  const read = v.safeParse(anyVersion, kept);
  if (!read.success) return {};
  const known: Readonly<Record<string, unknown>> = read.output;
  const readable = Object.entries(viewStateSchema.entries).filter(([name, schema]) =>
    v.is(schema, known[name]),
  );
  return Object.fromEntries(readable.map(([name]) => [name, known[name]]));
}

/** Parts under their names of now, with what an older version did not know of as it is by default. */
function completed(kept: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const named: Record<string, unknown> = withNewNames(kept);
  for (const [name, usual] of Object.entries(defaultView)) {
    const part = named[name];
    if (isObject(usual) && isObject(part)) named[name] = { ...usual, ...part };
  }
  return named;
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
