import { CommandLog } from "../../pim/controller/command-log";
import type { DevicePreset } from "../../memory/device-preset";
import type { Program } from "../../pim/program/program";
import { runProgram } from "../../pim/controller/run-program";
import type { Trace } from "../../trace/trace";
import { deviceOf } from "../run/configuration";
import { RunOnHead } from "../run/run-on-head";
import type { KeptHeads } from "./kept-heads";
import type { NoCommands, TimelineQuestion } from "./timeline";

/** What the simulation of a head sends to its channel at one step. */
export interface ProgramOfStep {
  readonly kind: "commands";
  readonly device: DevicePreset;
  readonly program: Program;
  /**
   * Cycles that the step is charged for clustering in memory. They are a share of a window's
   * clustering, so that no step has its commands; 0 where nothing is clustered or charged.
   */
  readonly clusteringCycles: number;
}

/** What becomes of it there. */
export interface StepLog {
  /** Cycles of the step. */
  readonly length: number;
  /** Every command, in the order in which they are issued. */
  readonly log: CommandLog;
}

/** @throws InputError if the trace cannot be read */
export async function programOfStep(
  trace: Trace,
  { plan, queryHead }: TimelineQuestion,
  heads: KeptHeads,
): Promise<ProgramOfStep | NoCommands> {
  const [run] = plan.runs;
  const device = deviceOf(plan, run.device);
  if (device.mode === "independent-banks") return { kind: "independent" };
  const { layers, kvHeads, fromStep } = plan.scope;
  const head = await heads.read(trace, layers[0], kvHeads[0]);
  const member = head.data.queryHeads.indexOf(queryHead);
  const at = new RunOnHead(head.data, plan, run, head.place(run, device));
  const selection = at.policy.select(member, fromStep);
  if (selection.length === 0) return { kind: "empty" };
  const program = at.commands(member, fromStep, selection);
  return { kind: "commands", device, program, clusteringCycles: at.clustering.cycles };
}

/** Runs the program of a step once, as the simulation of its head does. */
export function logOfStep({ device, program }: ProgramOfStep): StepLog {
  const log = new CommandLog(program);
  const channels = runProgram(device, program, { refresh: true, sharedReader: false, log });
  return { length: Math.max(...channels.map(({ lastChange }) => lastChange)), log };
}
