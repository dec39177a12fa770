import type { Numerics } from "../policy/numerics";
import { AddressMap } from "../pim/address";
import { Command, commandCodes, commandNames, isRowCommand } from "../pim/command";
import { CommandLog } from "../pim/command-log";
import type { DevicePreset } from "../pim/device-preset";
import { banksPerChannel } from "../pim/organisation";
import { runProgram } from "../pim/run-program";
import { readHeadData } from "../policy/read-head-data";
import type { Trace } from "../trace/trace";
import { columnsOf } from "./command-columns";
import { deviceOf } from "./configuration";
import { RunOnHead } from "./run-on-head";
import type { CommandMeaning, Timeline, TimelineQuestion } from "./timeline";

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
