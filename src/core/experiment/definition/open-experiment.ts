import { InputError } from "../../errors";
import type { DevicePreset } from "../../memory/device-preset";
import type { RunConfiguration, SimulationPlan } from "../../simulation/run/configuration";
import { checkPlan } from "../../simulation/run/plan";
import { withFile } from "../../files/file-error";
import { FileSource } from "../../files/file-source";
import { openTrace } from "../../trace/open-trace";
import type { TraceHeader } from "../../trace/trace";
import { digestOf } from "./digest";
import { expandRuns } from "./expand-runs";
import type { Choice, Experiment } from "./experiment";
import { findTraces } from "./find-traces";
import { checkLimits } from "./judge-limits";
import { readDevices } from "./read-devices";
import type { OpenedExperiment, ExperimentTrace } from "./opened-experiment";

/**
 * Finds the traces and devices of an experiment, and what is to be simulated on each. Only headers
 * are read.
 * @param file the experiment's file: paths in it start from its folder
 * @param readTrace how the header of a trace is read; here, unless told otherwise
 * @throws InputError naming what does not exist, what a trace cannot serve, or the first limit on a
 *   figure that cannot be computed
 */
export async function openExperiment(
  experiment: Experiment,
  file: string,
  readTrace: (path: string) => Promise<KnownTrace> = readHeaderOf,
): Promise<OpenedExperiment> {
  const presets = await readDevices(experiment.devices, file);
  const runs = expandRuns(
    experiment,
    presets.map(({ name }) => name),
  );
  const devices = [...new Map(presets.map((device) => [device.name, device])).values()];
  const traces: ExperimentTrace[] = [];
  for (const { name, path } of await findTraces(experiment.traces, file)) {
    const { header, size } = await readTrace(path);
    try {
      const plan = planOf(header, experiment, runs, devices);
      checkPlan(header, plan);
      traces.push({ name, path, size, header, plan });
    } catch (error) {
      throw withFile(error, path);
    }
  }
  checkLimits(experiment.limits, traces);
  const digest = digestOf({
    runs,
    devices,
    traces: traces.map(({ name, plan }) => ({ name, scope: plan.scope })),
    limits: experiment.limits.map(({ column, bound, value }) => ({ column, bound, value })),
  });
  return { name: experiment.name, runs, devices, traces, limits: experiment.limits, digest };
}

interface KnownTrace {
  readonly header: TraceHeader;
  /** Of the file, in bytes. */
  readonly size: number;
}

async function readHeaderOf(path: string): Promise<KnownTrace> {
  const source = await FileSource.open(path);
  const trace = await openTrace(source);
  await trace.close();
  return { header: trace.header, size: source.size };
}

function planOf(
  header: TraceHeader,
  { layers, kvHeads, steps }: Experiment,
  runs: readonly RunConfiguration[],
  devices: readonly DevicePreset[],
): SimulationPlan {
  const { decodeSteps } = header;
  const fromStep = steps === "all" ? 0 : steps.first;
  const toStep = steps === "all" ? decodeSteps : Math.min(steps.last + 1, decodeSteps);
  if (fromStep >= decodeSteps) {
    const last = `step ${fromStep} is past the trace's last, ${decodeSteps - 1}`;
    throw new InputError("steps", decodeSteps === 0 ? "the trace has none" : last);
  }
  return {
    scope: {
      layers: chosen(
        layers,
        header.layers.map((layer) => layer.id),
      ),
      kvHeads: chosen(
        kvHeads,
        Array.from({ length: header.kvHeads }, (_, head) => head),
      ),
      fromStep,
      toStep,
    },
    runs,
    devices,
  };
}

/** Ascending, each once; whether they are there is for `checkPlan` to say. */
function chosen(choice: Choice, all: readonly number[]): number[] {
  return [...new Set(choice === "all" ? all : choice)].sort((one, other) => one - other);
}
