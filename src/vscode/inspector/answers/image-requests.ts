import type * as vscode from "vscode";

interface Waiting {
  readonly target: vscode.Uri | undefined;
  readonly resolve: (path: string | null) => void;
  readonly reject: (error: Error) => void;
}

/** Pictures that commands asked a page for and that it has yet to send. */
export class ImageRequests {
  readonly #waiting = new Map<number, Waiting>();
  #nextTicket = 1;

  /**
   * Asks for a picture and resolves with the path under which it was saved, or null.
   * @param target where to, instead of asking the user
   * @param ask tells the page the ticket
   */
  ask(target: vscode.Uri | undefined, ask: (ticket: number) => void): Promise<string | null> {
    const ticket = this.#nextTicket++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(ticket, { target, resolve, reject });
      ask(ticket);
    });
  }

  /**
   * Saves a picture that has come. What went wrong is told to the command that asked for it, or
   * thrown where that was the page itself.
   */
  async settle(
    ticket: number | null,
    save: (target: vscode.Uri | undefined) => Promise<string | null>,
  ): Promise<string | null> {
    const waiting = ticket === null ? undefined : this.#waiting.get(ticket);
    if (ticket === null || !waiting) return save(undefined);
    this.#waiting.delete(ticket);
    try {
      const path = await save(waiting.target);
      waiting.resolve(path);
      return path;
    } catch (error) {
      waiting.reject(error as Error);
      return null;
    }
  }

  /** The page is gone: nothing more comes. */
  giveUp(): void {
    for (const { resolve } of this.#waiting.values()) resolve(null);
    this.#waiting.clear();
  }
}
