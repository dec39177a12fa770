import { CommandLog } from "../../pim/controller/command-log";
import { Phase } from "../../pim/program/phase";
import type { Program } from "../../pim/program/program";

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

/** What a log holds, as columns of its length. */
export function columnsOf({
  length,
  cycles,
  commands,
  entries,
  program,
}: CommandLog): CommandColumns {
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
