import type { TimelinePlace } from "../../../src/shared/protocol";
import type { Connection } from "../../state/connection";
import { TimelineLoader } from "./timeline-loader";

/** The commands of several runs at one step: a request for each, of which the newest counts. */
export class RunTimelines {
  /** By what sets runs apart. */
  #loaders = new Map<string, TimelineLoader>();

  /** @param onChange called when something arrived */
  constructor(
    private readonly connection: Connection,
    private readonly onChange: () => void,
  ) {}

  /** Asks for what is not there yet, in this order; what else was asked for is forgotten. */
  want(places: readonly TimelinePlace[]): void {
    const before = this.#loaders;
    this.#loaders = new Map();
    for (const { run } of places) {
      const key = keyOf(run);
      this.#loaders.set(key, before.get(key) ?? this.#loaders.get(key) ?? this.#make());
    }
    for (const [key, loader] of before) {
      if (!this.#loaders.has(key)) loader.reset();
    }
    for (const place of places) this.#loaders.get(keyOf(place.run))?.want(place);
  }

  /** What is known of a run that is wanted. */
  of(run: TimelinePlace["run"]): TimelineLoader | undefined {
    return this.#loaders.get(keyOf(run));
  }

  /** Forgets everything: the trace is another one. */
  reset(): void {
    for (const loader of this.#loaders.values()) loader.reset();
    this.#loaders.clear();
  }

  #make(): TimelineLoader {
    return new TimelineLoader(this.connection, this.onChange);
  }
}

function keyOf(run: TimelinePlace["run"]): string {
  return JSON.stringify(Object.entries(run).sort(([a], [b]) => (a < b ? -1 : 1)));
}
