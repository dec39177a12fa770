// Builds every bundle into dist/ (the product) and, with --tests, dist-test/. One call per bundle.
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

const testFiles = (folder) =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".test.ts"))
    .map((name) => join(folder, name));

const tests = (level, external) => ({
  ...node,
  sourcemap: "inline",
  entryPoints: testFiles(`test/${level}`),
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

const bundles = [extensionHost, simulationWorker, commandLine, page];
if (withTests) {
  bundles.push(
    tests("unit", []),
    tests("integration", ["vscode"]),
    integrationEntry,
    endToEndTests,
  );
}

await buildKernels();
if (watch) {
  for (const bundle of bundles) await (await context(bundle)).watch();
} else {
  for (const bundle of bundles) await build(bundle);
}
