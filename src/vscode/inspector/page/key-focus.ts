import * as vscode from "vscode";

/** What the `when` clauses of the key bindings in package.json ask for. */
export const keyContext = "kvtrace.pageListens";

/** Knows whether a page takes keys, and tells the editor, whose key bindings rest while none does. */
export class KeyFocus {
  /** One page may tell that it has the focus before another one tells that it lost it. */
  readonly #listening = new Set<object>();

  /**
   * What a page tells whether keys are for it.
   * @param onDidClose the page hears nothing any more
   */
  of(onDidClose: vscode.Event<void>): (listens: boolean) => void {
    const page = {};
    const take = (listens: boolean) => {
      const before = this.#listening.size > 0;
      if (listens) this.#listening.add(page);
      else this.#listening.delete(page);
      const now = this.#listening.size > 0;
      if (now !== before) void vscode.commands.executeCommand("setContext", keyContext, now);
    };
    onDidClose(() => take(false));
    return take;
  }
}
