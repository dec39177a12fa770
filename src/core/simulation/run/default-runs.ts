import { defaultDevicePreset } from "../../memory/device-presets";
import { findPolicy } from "../../policy/registry";
import type { TraceHeader } from "../../trace/trace";
import type { RunConfiguration } from "./configuration";

/**
 * The runs shown when a trace is first opened: STARC against reading everything, against the best
 * token-wise choice and against pages, at `budget` tokens or a quarter of the context, whichever is
 * smaller.
 * A trace without queries shows its recorded selection.
 */
export function defaultRuns(header: TraceHeader, budget: number): RunConfiguration[] {
  const quarter = Math.max(1, Math.floor(header.tokens / 4));
  const run = (policy: string): RunConfiguration => ({
    policy,
    parameters: {},
    budget: Math.min(budget, quarter),
    placement: findPolicy(policy).defaultPlacement,
    device: defaultDevicePreset.name,
    chargeIndex: true,
    chargeClustering: true,
    energyModel: "row-aware",
  });
  const layers = header.layers;
  if (layers.every((layer) => layer.hasKeys && layer.hasQueries)) {
    return [run("starc"), run("full"), run("token-topk"), run("quest")];
  }
  return layers.every((layer) => layer.hasSelection)
    ? [run("recorded"), run("full")]
    : [run("full")];
}
