import type { Numerics } from "../policy/numerics";
import type { Trace, TraceHeader } from "../trace/trace";
import { kvHeadOf } from "../trace/trace";
import { detailClusters } from "./cluster-detail";
import type { SimulationPlan } from "./configuration";
import type { DetailPart, DetailRequest } from "./detail-parts";
import { checkPlan } from "./plan";
import { detailSelection } from "./selection-detail";

/** How the computation of a detail is followed and ended. */
export interface DetailHooks {
  /** True ends it without further parts. */
  readonly shouldStop: () => boolean;
  readonly onPart: (part: DetailPart) => void;
}

/**
 * Computes a checked request (see `checkDetail`), part by part.
 * @throws InputError if the trace cannot be read
 */
export function computeDetail(
  trace: Trace,
  request: DetailRequest,
  numerics: Numerics,
  hooks: DetailHooks,
): Promise<void> {
  switch (request.kind) {
    case "selection":
      return detailSelection(trace, request, numerics, hooks);
    case "clusters":
      return detailClusters(trace, request, numerics, hooks);
  }
}

/**
 * @param devices of the user's own that runs may name
 * @throws InputError naming the first field that this trace or program cannot serve
 */
export function checkDetail(
  header: TraceHeader,
  request: DetailRequest,
  devices: NonNullable<SimulationPlan["devices"]> = [],
): void {
  const { run, layer } = request;
  const scope =
    request.kind === "selection"
      ? {
          kvHeads: [kvHeadOf(header, request.queryHead)],
          fromStep: request.fromStep,
          toStep: request.toStep,
        }
      : { kvHeads: [request.kvHead], fromStep: request.step, toStep: request.step + 1 };
  checkPlan(header, { scope: { layers: [layer], ...scope }, runs: [run], devices });
}
