import { InputError } from "../../errors";
import { Command, operationNames, type CommandCode } from "../program/command";
import type { DevicePreset } from "../../memory/device-preset";
import { channelBytes } from "../../memory/organisation";
import { Phase } from "../program/phase";
import { ProgramBuilder, type Program } from "../program/program";

/**
 * A command trace as the reference simulator reads it: an operation and an address per line, the
 * address hexadecimal after 0x or decimal, channels one after another in the address space.
 * What an operation is for cannot be seen in a trace; MACs are taken for scores, query writes for
 * query writes, and all other moves for those of softmax.
 * @param file name for messages
 * @throws InputError naming the line, for an operation that this device does not have or an address
 *   past its end
 */
export function parseCommandTrace(text: string, file: string, preset: DevicePreset): Program {
  const operations = new Map<string, CommandCode>();
  operationNames(preset.level).forEach((name, code) => {
    if (name !== "") operations.set(name, code as CommandCode);
  });
  const perChannel = channelBytes(preset.organisation);
  const stackBytes = perChannel * preset.organisation.channels;
  const program = new ProgramBuilder();
  const lines = text.split("\n");
  for (let at = 0; at < lines.length; at++) {
    const words = lines[at].trim().split(/\s+/);
    if (words[0] === "") continue;
    const place = { file, line: at + 1 };
    if (words.length !== 2) {
      throw new InputError("trace", "each line is an operation and an address", place);
    }
    const operation = operations.get(words[0]);
    if (operation === undefined) {
      throw new InputError("operation", `"${words[0]}" is unknown to ${preset.name}`, place);
    }
    const address = parseAddress(words[1]);
    if (Number.isNaN(address)) {
      throw new InputError("address", `"${words[1]}" is not an address`, place);
    }
    if (address >= stackBytes) {
      throw new InputError(
        "address",
        `${words[1]} lies past the stack's ${stackBytes} bytes`,
        place,
      );
    }
    const channel = Math.floor(address / perChannel);
    program.push(operation, channel, address % perChannel, phaseOf(operation));
  }
  if (program.length === 0) throw new InputError("trace", "holds no operations", { file });
  return program;
}

function parseAddress(word: string): number {
  return /^(0x[\da-f]+|\d+)$/i.test(word) ? Number(word) : NaN;
}

function phaseOf(operation: CommandCode): (typeof Phase)[keyof typeof Phase] {
  if (operation === Command.mac) return Phase.score;
  if (operation === Command.normalise) return Phase.clustering;
  return operation === Command.writeGemvBuffer ? Phase.writeQuery : Phase.softmaxMoves;
}
