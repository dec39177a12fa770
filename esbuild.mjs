// Builds every bundle, one call each: the product into dist/; with --tests and --tools, the tests,
// the benchmarks and the reproductions into dist-test/.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { build, context } from "esbuild";
import { buildKernels } from "./src/core/kernels/assembly/build.mjs";

const watch = process.argv.includes("--watch");
const withTests = process.argv.includes("--tests");
const production = process.argv.includes("--production");

const common = {
  bundle: true,
  logLevel: "warning",
  minify: production,
  sourcemap: !production,
  legalComments: "none",
  loader: { ".wasm": "binary" },
};
// An explicit Node version: esbuild otherwise emits calls that Node 20 lacks for inlined binaries.
const node = { ...common, platform: "node", format: "cjs", target: "node20" };

const extensionHost = {
  ...node,
  entryPoints: ["src/extension.ts"],
  outfile: "dist/extension.js",
  external: ["vscode"],
};

const simulationWorker = {
  ...node,
  entryPoints: ["src/core/simulation/worker.ts"],
  outfile: "dist/worker.js",
};

const commandLine = {
  ...node,
  entryPoints: ["src/cli.ts"],
  outfile: "dist/cli.js",
  banner: { js: "#!/usr/bin/env node" },
};

const page = {
  ...common,
  platform: "browser",
  format: "iife",
  target: "es2022",
  entryPoints: ["webview/main.ts"],
  outfile: "dist/webview.js",
};

const filesEndingIn = (ending, folder) =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(ending))
    .map((name) => join(folder, name));

const tests = (level, external) => ({
  ...node,
  sourcemap: "inline",
  entryPoints: filesEndingIn(".test.ts", `test/${level}`),
  outdir: `dist-test/${level}`,
  outbase: `test/${level}`,
  external: ["mocha", ...external],
});

// The test host's own modules stay files: they find their cache by where they lie.
const endToEndTests = {
  ...tests("e2e", ["playwright-core", "../../test/host/*"]),
  format: "esm",
  outExtension: { ".js": ".mjs" },
};

const integrationEntry = {
  ...node,
  sourcemap: "inline",
  entryPoints: ["test/integration/index.ts"],
  outfile: "dist-test/integration/index.js",
  external: ["vscode", "mocha"],
};

// What `npm run bench:*` and `npm run reproduce:*` run.
const tools = {
  ...node,
  entryPoints: [
    ...filesEndingIn(".bench.ts", "test/bench"),
    "test/reproduce/fig11.ts",
    "test/reproduce/cim.ts",
    "test/reproduce/results.ts",
  ],
  outdir: "dist-test",
  outbase: "test",
  format: "esm",
  outExtension: { ".js": ".mjs" },
  external: ["playwright-core", "esbuild"],
};

const bundles = [extensionHost, simulationWorker, commandLine, page];
if (withTests) {
  bundles.push(
    tests("unit", []),
    tests("integration", ["vscode"]),
    integrationEntry,
    endToEndTests,
  );
}

if (process.argv.includes("--tools")) bundles.push(tools);

await buildKernels();
if (watch) {
  for (const bundle of bundles) await (await context(bundle)).watch();
} else {
  for (const bundle of bundles) await build(bundle);
}
