import { sameMembers } from "../../src/shared/same-members";

/** Runs work later, once for all calls of a frame; the page passes `requestAnimationFrame`. */
export type Schedule = (work: () => void) => void;

/**
 * The one place where a page's state is kept. Views watch the parts they draw and are told once per
 * frame, however many updates it brought.
 */
export class Store<State extends object> {
  #state: State;
  readonly #watchers: (() => void)[] = [];
  #scheduled = false;

  constructor(
    initial: State,
    private readonly schedule: Schedule,
  ) {
    this.#state = initial;
  }

  get state(): State {
    return this.#state;
  }

  update(change: Partial<State>): void {
    this.#state = { ...this.#state, ...change };
    if (this.#scheduled) return;
    this.#scheduled = true;
    this.schedule(() => this.#tell());
  }

  /** Tells watchers now what they would be told with the next frame. */
  flush(): void {
    if (this.#scheduled) this.#tell();
  }

  /** What a watcher changes is told in the same frame. */
  #tell(): void {
    let told: State;
    try {
      do {
        told = this.#state;
        for (const watcher of this.#watchers) watcher();
      } while (told !== this.#state);
    } finally {
      this.#scheduled = false;
    }
  }

  /**
   * Applies the selected part now and whenever it changed. Parts are compared by identity; a list
   * is compared member by member, so a selector may return several values as one list. Who watches
   * first is told first, before those that it makes meanwhile.
   */
  watch<const Part>(select: (state: State) => Part, apply: (part: Part) => void): void {
    let shown = select(this.#state);
    this.#watchers.push(() => {
      const part = select(this.#state);
      if (same(shown, part)) return;
      shown = part;
      apply(part);
    });
    apply(shown);
  }
}

function same(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b)) {
    return sameMembers(a, b);
  }
  return Object.is(a, b);
}
