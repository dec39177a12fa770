import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { describe, it } from "mocha";

interface Manifest {
  readonly devDependencies: Readonly<Record<string, string>>;
}

interface Installed {
  readonly exports?: unknown;
}

const json = (file: string): unknown => JSON.parse(readFileSync(file, "utf8")) as unknown;

/** Paths inside packages that a source imports: [package, path]. */
function insidePackages(text: string): [string, string][] {
  const found = text.matchAll(/(?:from|import) "((?:@[^/"]+\/)?[a-z][^/":]*)\/([^"]+)"/g);
  return [...found].map(([, name, inside]) => [name, inside]);
}

/** What the bundler leaves out of packages by the names of their own files (`esbuild.mjs`). */
const cutPackages = ["ml-kmeans", "hyparquet", "hyparquet-writer"];

describe("the packages that are bundled", () => {
  it("are of one exact version where a file of theirs is named that they do not export", () => {
    const { devDependencies } = json("package.json") as Manifest;
    const names = new Set(cutPackages);
    for (const folder of ["src", "webview"]) {
      for (const file of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
        if (!file.endsWith(".ts")) continue;
        for (const [name] of insidePackages(readFileSync(path.join(folder, file), "utf8"))) {
          if (!(name in devDependencies)) continue;
          const { exports } = json(`node_modules/${name}/package.json`) as Installed;
          // What a package exports is public: it has an entry for the path, or a pattern.
          if (exports === undefined) names.add(name);
        }
      }
    }
    assert.ok(names.has("jsonc-parser"));
    for (const name of names) assert.match(devDependencies[name], /^\d+\.\d+\.\d+$/, name);
  });
});
