import type { CommandColumns, TimelinePlace } from "../../../src/shared/protocol";
import type { Connection } from "../../state/connection";
import { joinParts, type StepCommands } from "./commands/step-commands";

/** What is known of a step's commands. */
export type LoadedTimeline =
  | { readonly kind: "commands"; readonly commands: StepCommands }
  | { readonly kind: "independent" }
  | { readonly kind: "empty" }
  | { readonly kind: "failed"; readonly reason: string };

/** What was asked for and what came of it. */
export interface ShownTimeline {
  readonly place: TimelinePlace;
  readonly timeline: LoadedTimeline;
}

/**
 * Asks the host for the commands of one place at a time. A step that is passed over while another
 * loads is never asked for; other heads and runs make the request under way pointless.
 */
export class TimelineLoader {
  #shown: ShownTimeline | undefined;
  #wanted: TimelinePlace | undefined;
  #loading: { readonly id: number; readonly place: TimelinePlace } | undefined;

  /** @param onChange called when something arrived */
  constructor(
    private readonly connection: Connection,
    private readonly onChange: () => void,
  ) {}

  /** The last that arrived, of whatever place. */
  get shown(): ShownTimeline | undefined {
    return this.#shown;
  }

  /** True until what is shown is what was asked for last. */
  get isWaiting(): boolean {
    return this.#loading !== undefined;
  }

  want(place: TimelinePlace): void {
    if (this.#wanted && isSame(this.#wanted, place)) return;
    this.#wanted = place;
    if (!this.#loading) void this.#load(place);
    else if (!isSame({ ...this.#loading.place, step: place.step }, place)) this.#giveUp();
  }

  /** Forgets everything: the trace is another one. */
  reset(): void {
    this.#shown = undefined;
    this.#wanted = undefined;
    if (this.#loading) this.#giveUp();
  }

  #giveUp(): void {
    const { id } = this.#loading!;
    // How it ended is told by the request itself.
    this.connection.request("cancel", { target: id }).reply.catch(() => undefined);
  }

  async #load(place: TimelinePlace): Promise<void> {
    const parts: CommandColumns[] = [];
    const { id, reply } = this.connection.request("timeline", { place }, (part) => {
      parts.push(part);
    });
    this.#loading = { id, place };
    let timeline: LoadedTimeline;
    try {
      const answer = await reply;
      timeline =
        answer.kind === "commands"
          ? { kind: "commands", commands: joinParts(answer, parts) }
          : answer;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      timeline = { kind: "failed", reason };
    }
    this.#loading = undefined;
    const wanted = this.#wanted;
    // A failure of something that nobody wants any more is of no interest.
    if (wanted && (timeline.kind !== "failed" || isSame(wanted, place))) {
      this.#shown = { place, timeline };
    }
    if (wanted && !isSame(wanted, place)) void this.#load(wanted);
    this.onChange();
  }
}

function isSame(a: TimelinePlace, b: TimelinePlace): boolean {
  return a.run === b.run && a.layer === b.layer && a.queryHead === b.queryHead && a.step === b.step;
}
