import * as v from "valibot";
import { placements } from "../../../core/placement/registry";
import { count, shortText } from "../../pages/request-schemas";

const placementIds = placements.map((placement) => placement.id);

export const runSchema = v.object({
  policy: shortText,
  parameters: v.pipe(
    v.record(shortText, v.number()),
    v.check((values) => Object.keys(values).length <= 64),
  ),
  budget: v.number(),
  placement: v.picklist(placementIds),
  device: shortText,
  chargeIndex: v.boolean(),
  chargeClustering: v.boolean(),
  energyModel: v.picklist(["row-aware", "attacc"]),
});

/** Heads or layers: no model has nearly as many. */
export const indices = v.pipe(v.array(count), v.maxLength(10_000));

/** Runs that a page shows together at most. */
export const mostShownRuns = 64;

export const runsSchema = v.pipe(v.array(runSchema), v.maxLength(mostShownRuns));

export const planSchema = v.object({
  scope: v.object({
    layers: indices,
    kvHeads: indices,
    fromStep: count,
    toStep: count,
  }),
  runs: runsSchema,
});
