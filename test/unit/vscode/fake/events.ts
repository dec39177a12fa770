import type * as vscode from "vscode";

export class Disposable {
  readonly #end: () => unknown;

  constructor(end: () => unknown) {
    this.#end = end;
  }

  static from(...parts: { dispose(): unknown }[]): Disposable {
    return new Disposable(() => {
      for (const part of parts) part.dispose();
    });
  }

  dispose(): unknown {
    return this.#end();
  }
}

/** Tells its listeners in the order in which they came; an error of theirs goes to who fires. */
export class EventEmitter<T> implements vscode.EventEmitter<T> {
  readonly #listeners = new Set<{ readonly call: (event: T) => unknown }>();
  #isOver = false;

  /** Listeners that there are now. */
  get size(): number {
    return this.#listeners.size;
  }

  readonly event: vscode.Event<T> = (listener, self: unknown, disposables) => {
    const entry = { call: (event: T): unknown => listener.call(self, event) };
    if (!this.#isOver) this.#listeners.add(entry);
    const end = new Disposable(() => this.#listeners.delete(entry));
    disposables?.push(end);
    return end;
  };

  fire(event: T): void {
    for (const listener of [...this.#listeners]) listener.call(event);
  }

  dispose(): void {
    this.#isOver = true;
    this.#listeners.clear();
  }
}

export class CancellationTokenSource implements vscode.CancellationTokenSource {
  readonly #asked = new EventEmitter<unknown>();
  #isAsked = false;
  readonly token: vscode.CancellationToken;

  constructor() {
    const isAsked = () => this.#isAsked;
    this.token = {
      get isCancellationRequested() {
        return isAsked();
      },
      onCancellationRequested: this.#asked.event,
    };
  }

  cancel(): void {
    if (this.#isAsked) return;
    this.#isAsked = true;
    this.#asked.fire(undefined);
  }

  dispose(): void {
    this.#asked.dispose();
  }
}
