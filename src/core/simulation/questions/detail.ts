import type { TraceHeader } from "../../trace/trace";
import { kvHeadOf } from "../../trace/trace";
import type { SimulationPlan } from "../run/configuration";
import type { DetailRequest } from "./detail-parts";
import { checkPlan } from "../run/plan";

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
