import type { CommandCode } from "./command";
import type { PhaseCode } from "./phase";

/** Operations for the channels of a stack, in the order of the command trace. */
export interface Program {
  readonly length: number;
  /** Operation of each entry, a `Command` code from `mac` on; [length] or longer, as are all. */
  readonly operations: Uint8Array;
  readonly channels: Uint8Array;
  /** Byte address inside the channel. */
  readonly addresses: Uint32Array;
  /** `Phase` code. */
  readonly phases: Uint8Array;
}

/** A program that is written entry by entry; its buffers grow and are kept when it is cleared. */
export class ProgramBuilder implements Program {
  length = 0;
  operations: Uint8Array;
  channels: Uint8Array;
  addresses: Uint32Array;
  phases: Uint8Array;

  constructor(capacity = 1024) {
    this.operations = new Uint8Array(capacity);
    this.channels = new Uint8Array(capacity);
    this.addresses = new Uint32Array(capacity);
    this.phases = new Uint8Array(capacity);
  }

  clear(): void {
    this.length = 0;
  }

  push(operation: CommandCode, channel: number, address: number, phase: PhaseCode): void {
    this.pushCoded(operation, channel, address, phase);
  }

  /** `push` of codes that come out of another program. */
  pushCoded(operation: number, channel: number, address: number, phase: number): void {
    if (this.length === this.operations.length) this.grow();
    const at = this.length++;
    this.operations[at] = operation;
    this.channels[at] = channel;
    this.addresses[at] = address;
    this.phases[at] = phase;
  }

  private grow(): void {
    const capacity = this.operations.length * 2;
    this.operations = widened(this.operations, new Uint8Array(capacity));
    this.channels = widened(this.channels, new Uint8Array(capacity));
    this.addresses = widened(this.addresses, new Uint32Array(capacity));
    this.phases = widened(this.phases, new Uint8Array(capacity));
  }
}

function widened<T extends Uint8Array | Uint32Array>(from: T, to: T): T {
  to.set(from);
  return to;
}

/** What one channel has of a program. */
export interface ChannelPart {
  readonly program: Program;
  /** The entry of the whole program that each entry of the part was. */
  readonly entries: Uint32Array;
}

/** The entries of each of `channels` channels as programs of their own, in their order. */
export function splitByChannel(program: Program, channels: number): readonly ChannelPart[] {
  const lengths = new Uint32Array(channels);
  for (let at = 0; at < program.length; at++) lengths[program.channels[at]]++;
  const parts = Array.from(lengths, (length) => ({
    program: new ProgramBuilder(Math.max(1, length)),
    entries: new Uint32Array(length),
  }));
  for (let at = 0; at < program.length; at++) {
    const channel = program.channels[at];
    const part = parts[channel];
    part.entries[part.program.length] = at;
    const { operations, addresses, phases } = program;
    part.program.pushCoded(operations[at], channel, addresses[at], phases[at]);
  }
  return parts;
}
