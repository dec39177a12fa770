// Bundles the unit tests of a room with all faults of the room in them.
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { build } from "esbuild";
import { plant } from "./plant.mjs";

/** @type {(ending: string, folder: string) => string[]} */
const filesEndingIn = (ending, folder) =>
  (statSync(folder).isFile()
    ? [folder]
    : readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => join(folder, name))
  )
    .filter((name) => name.endsWith(ending))
    .sort();

/**
 * The faults of a room, and the sources with them in it.
 * @param {string} source folder
 * @param {boolean} counts whether the sources tell what is reached instead of having a fault
 */
function plantAll(source, counts) {
  /** @type {import("./plant.mjs").Fault[]} */
  const faults = [];
  /** @type {Map<string, string>} */
  const planted = new Map();
  // Threads of a test are not asked what they reach.
  const head = counts
    ? "globalThis.$reached ??= () => false;"
    : "const $fault = Number(process.env.KVTRACE_FAULT ?? NaN);";
  const switchOf = (/** @type {number} */ fault) =>
    counts ? `globalThis.$reached(${fault})` : `$fault === ${fault}`;
  for (const name of filesEndingIn(".ts", source)) {
    if (name.includes(`${sep}assembly${sep}`) || name.endsWith(".d.ts")) continue;
    planted.set(name, head + plant(name, readFileSync(name, "utf8"), faults, switchOf));
  }
  return { faults, planted };
}

/**
 * @param {import("./rooms.mjs").Room} room
 * @param {string} folder into which bundles go
 * @param {boolean} counts
 * @returns {Promise<{ faults: import("./plant.mjs").Fault[], bundles: string[] }>}
 */
export async function bundle({ source, tests }, folder, counts) {
  const { faults, planted } = plantAll(source, counts);
  const entryPoints = filesEndingIn(".test.ts", "test/unit").filter((name) =>
    tests.some((test) => name.startsWith(join("test/unit", test))),
  );
  mkdirSync(folder, { recursive: true });
  const { metafile } = await build({
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node20",
    logLevel: "error",
    metafile: true,
    loader: { ".wasm": "binary" },
    entryPoints,
    outdir: folder,
    outbase: "test/unit",
    external: ["mocha", "tinyglobby"],
    alias: { vscode: "./test/unit/vscode/fake-vscode.ts" },
    plugins: [
      {
        name: "faults",
        setup({ onLoad }) {
          onLoad({ filter: /\.ts$/ }, ({ path }) => {
            const contents = planted.get(relative(process.cwd(), path));
            return contents === undefined ? undefined : { contents, loader: "ts" };
          });
        },
      },
    ],
  });
  const bundles = Object.entries(metafile.outputs)
    .filter(([, { inputs }]) => Object.keys(inputs).some((input) => planted.has(input)))
    .map(([name]) => name)
    .filter((name) => existsSync(name));
  return { faults, bundles };
}
