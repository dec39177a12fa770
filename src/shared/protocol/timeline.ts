/** The commands of one query head at one step, to show and to save. */
import type { CommandColumns } from "../../core/simulation/questions/command-columns";
import type {
  CommandMeaning,
  Timeline,
  TimelinePlace,
} from "../../core/simulation/questions/timeline";

export type { CommandColumns, CommandMeaning, TimelinePlace };

/** A timeline but for its commands, which come in parts. */
export type TimelineReply =
  | Omit<Extract<Timeline, { kind: "commands" }>, "columns">
  | Exclude<Timeline, { kind: "commands" }>;

/**
 * Of a step's commands: for Perfetto as issued, or as the reference simulator reads what was asked
 * for.
 */
export type TimelineFormat = "chrome-trace" | "command-trace";

export interface TimelineRequests {
  /** The commands of a query head at a step. */
  timeline: {
    request: { readonly place: TimelinePlace };
    part: CommandColumns;
    reply: TimelineReply;
  };
  /** Lets the user save those commands; replies with the path, or null when they declined. */
  exportTimeline: {
    request: { readonly place: TimelinePlace; readonly format: TimelineFormat };
    reply: { readonly path: string | null };
  };
}
