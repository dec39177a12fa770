import { joinColumns } from "../../../../src/shared/columns";
import type {
  CommandColumns,
  CommandMeaning,
  TimelineReply,
} from "../../../../src/shared/protocol";

/** The two buses of a channel; each takes at most one command a cycle. */
export const buses = ["row", "column"] as const;

export type Bus = (typeof buses)[number];

/** The commands of one bus in order of time, in columns of one length. */
export interface Track {
  readonly cycles: Uint32Array;
  readonly commands: Uint8Array;
  readonly phases: Uint8Array;
  /** Where each stands among the commands of both buses. */
  readonly places: Uint32Array;
}

/** All commands of a channel during one step. */
export interface StepCommands {
  /** Cycles of the step. */
  readonly length: number;
  readonly meaning: CommandMeaning;
  /** Of both buses, in order of time. */
  readonly all: CommandColumns;
  readonly tracks: Readonly<Record<Bus, Track>>;
}

/** Puts together what arrived in parts. */
export function joinParts(
  { length, meaning }: Extract<TimelineReply, { kind: "commands" }>,
  parts: readonly CommandColumns[],
): StepCommands {
  const all = joinColumns(parts);
  const tracks = { row: trackOf(all, meaning, "row"), column: trackOf(all, meaning, "column") };
  return { length, meaning, all, tracks };
}

/** The bus over which a command goes. */
export function busOf({ all, meaning }: StepCommands, place: number): Bus {
  return meaning.isRow[all.commands[place]] === 1 ? "row" : "column";
}

function trackOf({ cycles, commands, phases }: CommandColumns, meaning: CommandMeaning, bus: Bus) {
  const wanted = bus === "row" ? 1 : 0;
  const places = new Uint32Array(cycles.length);
  let count = 0;
  for (let at = 0; at < cycles.length; at++) {
    if (meaning.isRow[commands[at]] === wanted) places[count++] = at;
  }
  const track = {
    cycles: new Uint32Array(count),
    commands: new Uint8Array(count),
    phases: new Uint8Array(count),
    places: places.slice(0, count),
  };
  for (let at = 0; at < count; at++) {
    const place = places[at];
    track.cycles[at] = cycles[place];
    track.commands[at] = commands[place];
    track.phases[at] = phases[place];
  }
  return track;
}
