import { readFileSync } from "node:fs";
import path from "node:path";
import { EventEmitter } from "./events";

/** The user's settings by their whole names, over the defaults of package.json. */
export class FakeSettings {
  readonly changed = new EventEmitter<{ affectsConfiguration(section: string): boolean }>();
  readonly #values = new Map<string, unknown>();

  /** As if the user wrote this; undefined takes it back. */
  set(name: string, value: unknown): void {
    if (value === undefined) this.#values.delete(name);
    else this.#values.set(name, value);
    this.changed.fire({
      affectsConfiguration: (section) => name === section || name.startsWith(`${section}.`),
    });
  }

  of(section: string) {
    const wholeName = (name: string) => (section === "" ? name : `${section}.${name}`);
    const find = (name: string): unknown => {
      const whole = wholeName(name);
      return this.#values.has(whole) ? this.#values.get(whole) : declaredDefault(whole);
    };
    return {
      has: (name: string) => find(name) !== undefined,
      get: (name: string, fallback?: unknown) => {
        const value = find(name);
        return value === undefined ? fallback : value;
      },
      inspect: (name: string) => ({ key: wholeName(name), globalValue: find(name) }),
      update: (name: string, value: unknown) => {
        this.set(wholeName(name), value);
        return Promise.resolve();
      },
    };
  }
}

interface Manifest {
  readonly contributes: {
    readonly configuration: { readonly properties: Partial<Record<string, { default?: unknown }>> };
  };
}

function declaredDefault(name: string): unknown {
  const manifest = JSON.parse(readFileSync(path.resolve("package.json"), "utf8")) as Manifest;
  return manifest.contributes.configuration.properties[name]?.default;
}
