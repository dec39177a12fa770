import type { Program } from "../program/program";

/** What the controllers issued, in order of time; columns grow as needed. */
export class CommandLog {
  length = 0;
  cycles = new Uint32Array(1024);
  /** `Command` codes. */
  commands = new Uint8Array(1024);
  channels = new Uint8Array(1024);
  /** Entry of `program` that asked for the command; -1 - pseudo-channel for refresh. */
  entries = new Int32Array(1024);

  constructor(readonly program: Program) {}

  push(cycle: number, command: number, channel: number, entry: number): void {
    if (this.length === this.cycles.length) this.grow();
    const at = this.length++;
    this.cycles[at] = cycle;
    this.commands[at] = command;
    this.channels[at] = channel;
    this.entries[at] = entry;
  }

  private grow(): void {
    const capacity = this.cycles.length * 2;
    const { cycles, commands, channels, entries } = this;
    (this.cycles = new Uint32Array(capacity)).set(cycles);
    (this.commands = new Uint8Array(capacity)).set(commands);
    (this.channels = new Uint8Array(capacity)).set(channels);
    (this.entries = new Int32Array(capacity)).set(entries);
  }
}

/** Where a channel writes down its commands. */
export interface ChannelRecord {
  readonly log: CommandLog;
  readonly channel: number;
  /** The log's entry for each entry of the program; absent where they are the same. */
  readonly entries: Uint32Array | undefined;
}

/** @param entry of the channel's program, or -1 - pseudo-channel */
export function noteCommand(
  { log, channel, entries }: ChannelRecord,
  cycle: number,
  command: number,
  entry: number,
): void {
  const known = entries === undefined || entry < 0 ? entry : entries[entry];
  log.push(cycle, command, channel, known);
}
