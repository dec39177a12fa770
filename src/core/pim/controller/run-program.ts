import type { ChannelOptions } from "./channel";
import { LockstepChannel } from "./lockstep/lockstep-channel";
import { ChannelRunner, snapshot, type ChannelRun } from "./channel-run";
import type { CommandLog } from "./command-log";
import { DecodedProgram } from "./decoded-program";
import type { DevicePreset } from "../../memory/device-preset";
import { never, requireCycle } from "./clock";
import { areAlike, goesInRounds } from "./shared-schedule";
import { splitByChannel, type Program } from "../program/program";

export interface RunOptions {
  readonly refresh: boolean;
  /**
   * True: one reader feeds all channels in the order of the program, so that the first full queue
   * holds up the rest, and every channel refreshes until the last is done. This is the reference's
   * trace reader. False: each channel is fed by itself and stops when it is done.
   */
  readonly sharedReader: boolean;
  /** Receives every command; channel by channel where each is fed by itself. */
  readonly log?: CommandLog;
}

/**
 * Runs a program on the channels of a stack; each channel holds its own counts afterwards. Channels
 * that carry the same commands take the same time, so one of them is run for all, and stands in
 * their places; with a log all are run.
 */
export function runProgram(
  preset: DevicePreset,
  program: Program,
  { refresh, sharedReader, log }: RunOptions,
): readonly ChannelRun[] {
  const start: ChannelOptions = { refresh, refreshPhase: 0 };
  const { channels } = preset.organisation;
  if (sharedReader && (log !== undefined || !goesInRounds(program, channels))) {
    const decoded = new DecodedProgram(preset).decode(program);
    const all = Array.from({ length: channels }, (_, index) => {
      const channel = new LockstepChannel(preset, decoded);
      const record = log && { log, channel: index, entries: undefined };
      channel.start({ ...start, record });
      return channel;
    });
    runTogether(all, program);
    return all;
  }
  const decoded = new DecodedProgram(preset);
  const runner = new ChannelRunner(preset, decoded);
  const done: { readonly part: Program; readonly channel: ChannelRun }[] = [];
  return splitByChannel(program, channels).map(({ program: part, entries }, index) => {
    const alike = log ? undefined : done.find((other) => areAlike(other.part, part));
    if (alike) return alike.channel;
    decoded.decode(part);
    const record = log && { log, channel: index, entries };
    const channel = snapshot(runner.run({ ...start, record }));
    done.push({ part, channel });
    return channel;
  });
}

function runTogether(channels: readonly LockstepChannel[], program: Program): void {
  const wake = new Float64Array(channels.length);
  let next = 0;
  let now = 0;
  while (next < program.length || channels.some((channel) => channel.busy)) {
    while (next < program.length && !channels[program.channels[next]].full) {
      const channel = program.channels[next];
      channels[channel].push(next++);
      wake[channel] = 0;
    }
    let earliest: number = never;
    for (let index = 0; index < channels.length; index++) {
      if (wake[index] <= now) wake[index] = channels[index].nextEvent(now);
      earliest = Math.min(earliest, wake[index]);
    }
    now = earliest;
    requireCycle(now);
    for (let index = 0; index < channels.length; index++) {
      if (wake[index] === now) channels[index].tick(now);
    }
  }
  for (const channel of channels) channel.meter.finish(channel.lastChange);
}
