import type { Numerics } from "../policy/numerics";
import { AddressMap } from "../pim/address";
import { Command, commandCodes, commandNames, isRowCommand } from "../pim/command";
import { CommandLog } from "../pim/command-log";
import type { DevicePreset, PimLevel } from "../pim/device-preset";
import { banksPerChannel } from "../pim/organisation";
import { Phase } from "../pim/phase";
import type { Program } from "../pim/program";
import { runProgram } from "../pim/run-program";
import { readHeadData } from "../policy/read-head-data";
import { kvHeadOf, type Trace, type TraceHeader } from "../trace/trace";
import {
  deviceOf,
  type RunConfiguration,
  type SimulationPlan,
  type TraceScope,
} from "./configuration";
import { RunOnHead } from "./run-on-head";

/** One query head at one step of one run. */
export interface TimelinePlace {
  readonly run: RunConfiguration;
  /** Layer id. */
  readonly layer: number;
  readonly queryHead: number;
  readonly step: number;
}

export interface TimelineQuestion {
  /** One run at one step of one KV head; checked (see `checkPlan`). */
  readonly plan: SimulationPlan;
  readonly queryHead: number;
}

/** Commands in order of time, in columns of one length. */
export interface CommandColumns {
  readonly cycles: Uint32Array;
  /** `Command` codes. */
  readonly commands: Uint8Array;
  /** `Phase` codes. */
  readonly phases: Uint8Array;
  /** Byte address inside the channel of the operation that a command serves; 0 in refresh. */
  readonly addresses: Uint32Array;
}

/** What the commands of a timeline mean on their device. */
export interface CommandMeaning {
  readonly level: PimLevel;
  /** Names by command code. */
  readonly names: readonly string[];
  /** 1 for codes of the row bus, 0 for those of the column bus. */
  readonly isRow: readonly number[];
  /**
   * By code, cycles until a command has had its effect: nRP, nRCD and nRFC for those of the row
   * bus, the distance to the next for MACs, else the one cycle for which it holds its bus.
   */
  readonly lasting: readonly number[];
  /** Banks of a channel. */
  readonly banks: number;
  readonly columnShift: number;
  readonly columnMask: number;
  readonly rowShift: number;
  readonly rowMask: number;
  readonly bankShift: number;
}

/** The commands of a channel during one step of one query head. */
export type Timeline =
  | {
      readonly kind: "commands";
      /** Cycles of the step. */
      readonly length: number;
      readonly meaning: CommandMeaning;
      readonly columns: CommandColumns;
    }
  /** Bank groups run on their own: there is no stream that all of them follow. */
  | { readonly kind: "independent" }
  /** The step reads nothing. */
  | { readonly kind: "empty" };

/** What is to be simulated for a place, yet to be checked by `checkPlan`. */
export function planOfPlace(header: TraceHeader, place: TimelinePlace): SimulationPlan {
  const scope: TraceScope = {
    layers: [place.layer],
    kvHeads: [kvHeadOf(header, place.queryHead)],
    fromStep: place.step,
    toStep: place.step + 1,
  };
  return { scope, runs: [place.run] };
}

/**
 * The commands that the simulation of a head counts, in the order in which they are issued.
 * @throws InputError if the trace cannot be read
 */
export async function answerTimeline(
  trace: Trace,
  { plan, queryHead }: TimelineQuestion,
  numerics: Numerics,
): Promise<Timeline> {
  const [run] = plan.runs;
  const device = deviceOf(plan, run.device);
  if (device.mode === "independent-banks") return { kind: "independent" };
  const { layers, kvHeads, fromStep } = plan.scope;
  const head = await readHeadData(trace, layers[0], kvHeads[0], numerics);
  const member = head.queryHeads.indexOf(queryHead);
  const at = new RunOnHead(head, plan, run);
  const selection = at.policy.select(member, fromStep);
  if (selection.length === 0) return { kind: "empty" };
  const { cycles } = at.cost(member, fromStep, selection);
  const log = new CommandLog(at.costs.headStep.program);
  runProgram(device, log.program, { refresh: true, sharedReader: false, log });
  return { kind: "commands", length: cycles, meaning: meaningOf(device), columns: columnsOf(log) };
}

/** The log from which columns were made, for reports that read logs. */
export function commandLogOf({ cycles, commands, phases, addresses }: CommandColumns): CommandLog {
  const { length } = cycles;
  const program: Program = {
    length,
    operations: commands,
    channels: new Uint8Array(length),
    addresses,
    phases,
  };
  const log = new CommandLog(program);
  for (let at = 0; at < length; at++) {
    log.push(cycles[at], commands[at], 0, phases[at] === Phase.refresh ? -1 : at);
  }
  return log;
}

function columnsOf({ length, cycles, commands, entries, program }: CommandLog): CommandColumns {
  const phases = new Uint8Array(length);
  const addresses = new Uint32Array(length);
  for (let at = 0; at < length; at++) {
    const entry = entries[at];
    phases[at] = entry < 0 ? Phase.refresh : program.phases[entry];
    addresses[at] = entry < 0 ? 0 : program.addresses[entry];
  }
  return {
    cycles: cycles.slice(0, length),
    commands: commands.slice(0, length),
    phases,
    addresses,
  };
}

function meaningOf({ level, organisation, timing }: DevicePreset): CommandMeaning {
  const { columnShift, columnMask, rowShift, rowMask, bankShift } = new AddressMap(organisation);
  const { nRCD, nRP, nRFC, nCCDAB, nCCDSB, nBL } = timing;
  const lasting = new Array<number>(commandCodes).fill(1);
  lasting[Command.activate] = nRCD;
  lasting[Command.precharge] = nRP;
  lasting[Command.refresh] = nRFC;
  lasting[Command.mac] = { bank: nCCDAB, "bank-group": nCCDSB, buffer: nBL }[level];
  lasting[Command.normalise] = lasting[Command.mac];
  return {
    level,
    names: commandNames(level),
    isRow: Array.from({ length: commandCodes }, (_, code) => (isRowCommand(code) ? 1 : 0)),
    lasting,
    banks: banksPerChannel(organisation),
    columnShift,
    columnMask,
    rowShift,
    rowMask,
    bankShift,
  };
}
