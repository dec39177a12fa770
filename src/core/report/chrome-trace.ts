import { commandNames, isRowCommand, loggedName } from "../pim/program/command";
import type { CommandLog } from "../pim/controller/command-log";
import type { DevicePreset } from "../memory/device-preset";
import { phaseNames } from "../pim/program/phase";

/** Commands of one piece of text. */
const eventsPerPart = 1000;

/** Microseconds of one cycle, the unit of time of the format. */
function cycleMicroseconds({ timing }: DevicePreset): number {
  return timing.clockPicoseconds / 1_000_000;
}

/**
 * A command log in Chrome's trace event format (JSON), to be opened in Perfetto or about:tracing:
 * a process per channel with a track for the row bus and one for the column bus. A command lasts
 * one cycle, the time for which it holds its bus; its arguments name its cycle, phase and address.
 */
export function printChromeTrace(log: CommandLog, preset: DevicePreset): string {
  return [...chromeTraceParts(log, preset)].join("");
}

/** The same text in pieces of about a thousand commands, for callers that must not hold others up. */
export function* chromeTraceParts(log: CommandLog, preset: DevicePreset): Generator<string> {
  const names = commandNames(preset.level);
  const microseconds = cycleMicroseconds(preset);
  let events: string[] = [];
  for (const channel of new Set(log.channels.subarray(0, log.length))) {
    events.push(metadata("process_name", channel, 0, `channel ${channel}`));
    events.push(metadata("thread_name", channel, rowTrack, "row bus"));
    events.push(metadata("thread_name", channel, columnTrack, "column bus"));
  }
  yield `{"displayTimeUnit":"ns","traceEvents":[\n${events.join(",\n")}`;
  events = [];
  for (let at = 0; at < log.length; at++) {
    const command = log.commands[at];
    const entry = log.entries[at];
    const isRefresh = entry < 0;
    const args = isRefresh
      ? { cycle: log.cycles[at], phase: "refresh" }
      : {
          cycle: log.cycles[at],
          phase: phaseNames[log.program.phases[entry]],
          address: `0x${log.program.addresses[entry].toString(16).padStart(8, "0")}`,
        };
    const event = JSON.stringify({
      name: loggedName(names, command, isRefresh),
      ph: "X",
      pid: log.channels[at],
      tid: isRowCommand(command) ? rowTrack : columnTrack,
      ts: round(log.cycles[at] * microseconds),
      dur: round(microseconds),
      args,
    });
    events.push(`,\n${event}`);
    if (events.length < eventsPerPart) continue;
    yield events.join("");
    events = [];
  }
  yield `${events.join("")}\n]}\n`;
}

const rowTrack = 1;
const columnTrack = 2;

function metadata(kind: string, channel: number, track: number, name: string): string {
  return JSON.stringify({ name: kind, ph: "M", pid: channel, tid: track, args: { name } });
}

/** To a thousandth of a nanosecond, so that the text is the same on every machine. */
function round(microseconds: number): number {
  return Number(microseconds.toFixed(6));
}
