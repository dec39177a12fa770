/** What the host asked a page for and the page has yet to give. */
export interface Ticketed<Purpose, Value> {
  /** What the one who asked wants done with it. */
  readonly purpose: Purpose;
  readonly resolve: (value: Value) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * What the host asked of a page by an event. The page gives it with a request of its own, which
 * carries the ticket of the event: so each is matched with its own, whatever else the page sends.
 */
export class Tickets<Purpose, Value> {
  readonly #waiting = new Map<number, Ticketed<Purpose, Value>>();
  #next = 1;

  /**
   * Asks the page, and resolves with what it gives.
   * @param tell sends the event with the ticket
   */
  ask(purpose: Purpose, tell: (ticket: number) => void): Promise<Value> {
    const ticket = this.#next++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(ticket, { purpose, resolve, reject });
      tell(ticket);
    });
  }

  /** Whether a ticket was given that has not been taken. */
  has(ticket: number | null): boolean {
    return ticket !== null && this.#waiting.has(ticket);
  }

  /** What a ticket was given for, once; undefined where the page sends something unasked. */
  take(ticket: number | null): Ticketed<Purpose, Value> | undefined {
    if (ticket === null) return undefined;
    const waiting = this.#waiting.get(ticket);
    this.#waiting.delete(ticket);
    return waiting;
  }

  /** Nothing more comes: whoever waits gets `value`. */
  giveUp(value: Value): void {
    for (const { resolve } of this.#waiting.values()) resolve(value);
    this.#waiting.clear();
  }
}
