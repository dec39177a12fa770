import path from "node:path";
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

/** What the editor hands to `activate`; the extension's folder is that of the repository. */
export function fakeContext() {
  const subscriptions: { dispose(): unknown }[] = [];
  return {
    subscriptions,
    extensionUri: Uri.file(path.resolve(".")),
    extension: { id: "kvtrace.kvtrace-inspector" },
    workspaceState: new FakeMemento(),
    /** Ends the extension as the editor does. */
    end: () => Disposable.from(...subscriptions.reverse()).dispose(),
  };
}
