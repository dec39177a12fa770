import { AddressMap } from "../memory/address-map";
import { commandNames, loggedName, operationNames } from "../pim/program/command";
import type { CommandLog } from "../pim/controller/command-log";
import type { DevicePreset } from "../memory/device-preset";
import { channelBytes } from "../memory/organisation";
import type { Program } from "../pim/program/program";

/**
 * A program as the reference simulator reads it: an operation and a hexadecimal address per line.
 * Operations of the clustering phase are printed too, though the reference knows no PIM_VNORM.
 */
export function printCommandTrace(program: Program, preset: DevicePreset): string {
  const names = operationNames(preset.level);
  const perChannel = channelBytes(preset.organisation);
  const lines: string[] = [];
  for (let at = 0; at < program.length; at++) {
    const address = program.channels[at] * perChannel + program.addresses[at];
    const digits = address.toString(16).padStart(8, "0");
    lines.push(`${names[program.operations[at]]} 0x${digits}\n`);
  }
  return lines.join("");
}

/**
 * A command log in the reference's columns: cycle, command, then the address level by level from
 * the channel to the column; levels that a refresh does not name are -1.
 * @param channel only this channel's commands; all where absent
 */
export function printCommandLog(log: CommandLog, preset: DevicePreset, channel?: number): string {
  const names = commandNames(preset.level);
  const lines: string[] = [];
  for (let at = 0; at < log.length; at++) {
    if (channel !== undefined && log.channels[at] !== channel) continue;
    const levels = addressLevels(log, at, preset).join(", ");
    const name = loggedName(names, log.commands[at], log.entries[at] < 0);
    lines.push(`${log.cycles[at]}, ${name}, ${levels}\n`);
  }
  return lines.join("");
}

/** Channel, pseudo-channel, rank, bank group, bank, row, column of a logged command. */
function addressLevels(log: CommandLog, at: number, preset: DevicePreset): readonly number[] {
  const channel = log.channels[at];
  const entry = log.entries[at];
  if (entry < 0) return [channel, -1 - entry, -1, -1, -1, -1, -1];
  const { ranks, bankGroups, banks } = preset.organisation;
  const map = new AddressMap(preset.organisation);
  const address = log.program.addresses[entry];
  const bank = map.bank(address);
  const group = Math.floor(bank / banks);
  const rank = Math.floor(group / bankGroups);
  return [
    channel,
    Math.floor(rank / ranks),
    rank % ranks,
    group % bankGroups,
    bank % banks,
    map.row(address),
    map.column(address),
  ];
}
