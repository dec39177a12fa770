import type { CommandColumns, TimelinePlace, TimelineReply } from "../../../src/shared/protocol";
import { sameValue } from "../../../src/shared/same-value";
import { Asking, type Asked } from "../../state/asking";
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
  readonly #asking: Asking<{ readonly place: TimelinePlace }, TimelineReply, CommandColumns>;
  #shown: ShownTimeline | undefined;
  #wanted: TimelinePlace | undefined;
  #loading: TimelinePlace | undefined;

  /** @param onChange called when something arrived */
  constructor(
    connection: Connection,
    private readonly onChange: () => void,
  ) {
    this.#asking = new Asking(connection, (request, take) =>
      connection.request("timeline", request, take),
    );
  }

  /** The last that arrived, of whatever place. */
  get shown(): ShownTimeline | undefined {
    return this.#shown;
  }

  /** True until what is shown is what was asked for last. */
  get isWaiting(): boolean {
    return this.#asking.isAsking;
  }

  want(place: TimelinePlace): void {
    if (sameValue(this.#wanted, place)) return;
    this.#wanted = place;
    if (!this.#asking.isAsking) void this.#load(place);
    else if (!sameValue({ ...this.#loading, step: place.step }, place)) this.#asking.cancel();
  }

  /** Forgets everything: the trace is another one. */
  reset(): void {
    this.#shown = undefined;
    this.#wanted = undefined;
    this.#asking.forget();
  }

  async #load(place: TimelinePlace): Promise<void> {
    this.#loading = place;
    const asked = await this.#asking.ask(() => ({ place }));
    const wanted = this.#wanted;
    if (asked.kind === "dropped" || !wanted) return;
    const isWanted = sameValue(wanted, place);
    // A failure of something that nobody wants any more is of no interest.
    if (asked.kind === "complete" || isWanted) this.#shown = { place, timeline: loaded(asked) };
    if (!isWanted) void this.#load(wanted);
    this.onChange();
  }
}

function loaded(
  asked: Exclude<Asked<TimelineReply, CommandColumns>, { kind: "dropped" }>,
): LoadedTimeline {
  switch (asked.kind) {
    case "complete":
      return asked.reply.kind === "commands"
        ? { kind: "commands", commands: joinParts(asked.reply, asked.parts) }
        : asked.reply;
    case "failed":
      return { kind: "failed", reason: asked.reason };
    case "cancelled":
      return { kind: "failed", reason: "It was cancelled." };
  }
}
