import { AddressMap } from "../../memory/address-map";
import { Command, commandCodes, commandNames, isRowCommand } from "../../pim/program/command";
import type { DevicePreset } from "../../memory/device-preset";
import { banksPerChannel } from "../../memory/organisation";
import type { Program } from "../../pim/program/program";
import type { Trace } from "../../trace/trace";
import { columnsOf } from "./command-columns";
import type { KeptHeads } from "./kept-heads";
import { logOfStep, programOfStep } from "./program-of-step";
import type { CommandMeaning, NoCommands, Timeline, TimelineQuestion } from "./timeline";

/**
 * The commands that the simulation of a head counts, in the order in which they are issued.
 * @throws InputError if the trace cannot be read
 */
export async function answerTimeline(
  trace: Trace,
  question: TimelineQuestion,
  heads: KeptHeads,
): Promise<Timeline> {
  const step = await programOfStep(trace, question, heads);
  if (step.kind !== "commands") return step;
  const { length, log } = logOfStep(step);
  return { kind: step.kind, length, meaning: meaningOf(step.device), columns: columnsOf(log) };
}

/**
 * The operations that a head's step asks of its channel, in the order in which they are asked for.
 * @throws InputError if the trace cannot be read
 */
export async function answerProgram(
  trace: Trace,
  question: TimelineQuestion,
  heads: KeptHeads,
): Promise<{ readonly kind: "commands"; readonly program: Program } | NoCommands> {
  const step = await programOfStep(trace, question, heads);
  if (step.kind !== "commands") return step;
  const { length, operations, channels, addresses, phases } = step.program;
  const program: Program = {
    length,
    operations: operations.slice(0, length),
    channels: channels.slice(0, length),
    addresses: addresses.slice(0, length),
    phases: phases.slice(0, length),
  };
  return { kind: step.kind, program };
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
