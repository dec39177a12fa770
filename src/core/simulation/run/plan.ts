import { InputError } from "../../errors";
import { findPolicy } from "../../policy/registry";
import { findPlacement } from "../../placement/registry";
import { lackedTensors, tensorLabels } from "../../trace/layer-tensors";
import type { TraceHeader, TraceLayer } from "../../trace/trace";
import {
  deviceOf,
  type RunConfiguration,
  type SimulationPlan,
  type TraceScope,
} from "./configuration";

/** The smallest piece of work: all runs of the plan on one KV head of one layer. */
export interface HeadJob {
  readonly layer: number;
  readonly kvHead: number;
}

/** The jobs of a plan, in the order in which results are listed everywhere. */
export function jobsOf({ scope }: SimulationPlan): HeadJob[] {
  return scope.layers.flatMap((layer) => scope.kvHeads.map((kvHead) => ({ layer, kvHead })));
}

/** Query heads that read one KV head: a run of Hq / Hkv consecutive heads. */
export function queryHeadsOf(header: TraceHeader, kvHead: number): number[] {
  const group = header.queryHeads / header.kvHeads;
  return Array.from({ length: group }, (_, member) => kvHead * group + member);
}

/** @throws InputError naming the first field of the plan that this trace or program cannot serve */
export function checkPlan(header: TraceHeader, plan: SimulationPlan): void {
  for (const refusal of refusedRuns(header, plan).values()) throw refusal;
}

/**
 * Why the trace cannot serve runs of a plan, by their indices: each is checked by itself.
 * @throws InputError where it cannot serve the plan's scope, or where there are no runs
 */
export function refusedRuns(
  header: TraceHeader,
  plan: SimulationPlan,
): ReadonlyMap<number, InputError> {
  const layers = checkScope(header, plan.scope);
  if (plan.runs.length === 0) throw new InputError("runs", "at least one run is needed");
  return new Map(
    plan.runs.flatMap((run, index) => {
      const refusal = refusalOf(plan, run, layers);
      return refusal ? [[index, refusal] as const] : [];
    }),
  );
}

function refusalOf(
  plan: SimulationPlan,
  run: RunConfiguration,
  layers: readonly TraceLayer[],
): InputError | undefined {
  try {
    checkRun(plan, run, layers);
    return undefined;
  } catch (error) {
    if (error instanceof InputError) return error;
    throw error;
  }
}

/** @throws InputError where the trace holds a prompt alone: whatever is asked about its steps is moot */
export function checkDecodeSteps({ decodeSteps }: TraceHeader): void {
  if (decodeSteps > 0) return;
  throw new InputError("decode_steps", "the trace has none, so there is no step to simulate");
}

function checkScope(header: TraceHeader, scope: TraceScope): TraceLayer[] {
  checkDecodeSteps(header);
  if (scope.layers.length === 0) throw new InputError("layers", "at least one layer is needed");
  if (scope.kvHeads.length === 0) throw new InputError("heads", "at least one KV head is needed");
  const layers = scope.layers.map((id) => {
    const layer = header.layers.find((candidate) => candidate.id === id);
    if (layer) return layer;
    const known = header.layers.map((candidate) => candidate.id).join(", ");
    throw new InputError("layers", `the trace has no layer ${id}; it has ${known}`);
  });
  for (const kvHead of scope.kvHeads) {
    if (!isIndex(kvHead, header.kvHeads)) {
      throw new InputError("heads", `KV head ${kvHead} is not in 0 .. ${header.kvHeads - 1}`);
    }
  }
  const { fromStep, toStep } = scope;
  if (!isIndex(fromStep, header.decodeSteps) || !isIndex(toStep - 1, header.decodeSteps)) {
    const last = header.decodeSteps - 1;
    throw new InputError("steps", `${fromStep} .. ${toStep - 1} is not in 0 .. ${last}`);
  }
  if (toStep <= fromStep) throw new InputError("steps", "the last step lies before the first");
  return layers;
}

function isIndex(value: number, length: number): boolean {
  return Number.isInteger(value) && value >= 0 && value < length;
}

function checkRun(
  plan: SimulationPlan,
  run: RunConfiguration,
  layers: readonly TraceLayer[],
): void {
  const policy = findPolicy(run.policy);
  const placement = findPlacement(run.placement);
  deviceOf(plan, run.device);
  if (!Number.isInteger(run.budget) || run.budget < 1) {
    throw new InputError("budget", `${run.budget} is not a whole number of at least 1 token`);
  }
  for (const layer of layers) {
    if (placement.needsKeys && !layer.hasKeys) {
      throw new InputError(
        "placement",
        `${placement.id} needs keys, which layer ${layer.id} of this trace does not have`,
      );
    }
    const lacked = lackedTensors(layer, policy.needs);
    if (lacked.length > 0) {
      const what = tensorLabels[lacked[0]];
      throw new InputError(
        "policy",
        `${policy.id} needs ${what}, which layer ${layer.id} of this trace does not have`,
      );
    }
  }
  for (const name of Object.keys(run.parameters)) {
    if (!policy.parameters.some((parameter) => parameter.name === name)) {
      const known = policy.parameters.map((parameter) => parameter.name).join(", ");
      throw new InputError(
        name,
        `${policy.id} has no such parameter; it has ${known === "" ? "none" : known}`,
      );
    }
  }
  for (const { name, minimum, maximum, integer, default: value } of policy.parameters) {
    const given = run.parameters[name] ?? value;
    if (!(given >= minimum && given <= maximum) || (integer && !Number.isInteger(given))) {
      const kind = integer ? "a whole number" : "a number";
      throw new InputError(name, `${given} is not ${kind} in ${minimum} .. ${maximum}`);
    }
  }
}
