import type { DevicePreset } from "../../memory/device-preset";
import { kvHeadOf, type TraceHeader } from "../../trace/trace";
import { deviceOf, type SimulationPlan } from "../run/configuration";
import { checkPlan } from "../run/plan";
import type { DetailRequest } from "./detail-parts";

/** A request that was checked, with the device that its run names. */
export interface DetailQuestion<Request extends DetailRequest> {
  readonly request: Request;
  readonly device: DevicePreset;
}

/**
 * Checks a request and finds the device of its run.
 * @param devices of the user's own that runs may name
 * @throws InputError naming the first field that this trace or program cannot serve
 */
export function detailQuestion<Request extends DetailRequest>(
  header: TraceHeader,
  request: Request,
  devices: NonNullable<SimulationPlan["devices"]> = [],
): DetailQuestion<Request> {
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
  return { request, device: deviceOf({ devices }, run.device) };
}
