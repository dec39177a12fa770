import path from "node:path";
import type * as vscode from "vscode";
import { Disposable } from "./events";
import { Uri } from "./uri";

export class FakeMemento {
  readonly #values = new Map<string, unknown>();

  keys(): readonly string[] {
    return [...this.#values.keys()];
  }

  get(name: string, fallback?: unknown): unknown {
    return this.#values.get(name) ?? fallback;
  }

  update(name: string, value: unknown): Promise<void> {
    if (value === undefined) this.#values.delete(name);
    else this.#values.set(name, structuredClone(value));
    return Promise.resolve();
  }
}

/** What the product is activated with; the extension's folder is that of the repository. */
export function fakeContext() {
  const subscriptions: { dispose(): unknown }[] = [];
  const context = {
    subscriptions,
    extensionUri: Uri.file(path.resolve(".")),
    extension: { id: "kvtrace-inspector.kvtrace-inspector" },
    workspaceState: new FakeMemento(),
  };
  return {
    // A part of the real one: all that the product takes from it.
    context: context as unknown as vscode.ExtensionContext,
    /** Ends the extension as the editor does. */
    end: (): void => void Disposable.from(...subscriptions.reverse()).dispose(),
  };
}
