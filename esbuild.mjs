// Builds the bundles: the product into dist/; with --tests and --tools, the tests,
// the benchmarks and the reproductions into dist-test/. With --production, also the notices of what
// the product's bundles hold.
import { existsSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { build, context } from "esbuild";
import { bundledPackages } from "./packaging/bundled-packages.mjs";
import { packageNotice, renderNotices, sampleNotice } from "./packaging/notices.mjs";
import { buildKernels } from "./src/core/kernels/assembly/build.mjs";

const watch = process.argv.includes("--watch");
const withTests = process.argv.includes("--tests");
const production = process.argv.includes("--production");

const common = {
  bundle: true,
  logLevel: "warning",
  minify: production,
  sourcemap: !production,
  // Licences are shipped whole, in THIRD-PARTY-NOTICES.md.
  legalComments: "none",
  metafile: true,
  loader: { ".wasm": "binary" },
};
// An explicit Node version: esbuild otherwise emits calls that Node 20 lacks for inlined binaries.
const node = {
  ...common,
  platform: "node",
  format: "cjs",
  target: "node20",
};

// The editor asks for a CommonJS module, and hands out its own module to CommonJS callers alone.
const extensionHost = {
  ...node,
  stdin: {
    contents: `exports.activate = async (context) =>
      (await import("./extension.mjs")).activate(context);`,
  },
  outfile: "dist/extension.js",
  external: ["./extension.mjs"],
};

const editorModule = {
  name: "editor-module",
  /** @param {import("esbuild").PluginBuild} build */
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^vscode$/ }, ({ kind }) =>
      kind === "require-call" ? { external: true } : { path: "vscode", namespace: "editor" },
    );
    onLoad({ filter: /.*/, namespace: "editor" }, () => ({
      contents: 'module.exports = require("vscode");',
    }));
  },
};

/**
 * Parts of packages that the product never gets to: ml-kmeans takes matrices and spectra for
 * starting centroids of its own and is always given some; no table has the other kinds of columns.
 */
const neverReached = [
  { module: /^(ml-matrix|fft\.js)$/, importer: /[\\/]ml-/ },
  { module: /^\.\/(variant|wkb|geospatial)\.js$/, importer: /[\\/]hyparquet/ },
];

const leaveOut = {
  name: "leave-out",
  /** @param {import("esbuild").PluginBuild} build */
  setup({ onResolve, onLoad }) {
    for (const { module, importer } of neverReached) {
      onResolve({ filter: module }, (found) =>
        importer.test(found.importer) ? { path: found.path, namespace: "left-out" } : undefined,
      );
    }
    onLoad({ filter: /.*/, namespace: "left-out" }, () => ({ contents: "module.exports = {};" }));
  },
};

// Extension, command line and threads are made of the same core: what they share lies in files of
// its own.
const programs = {
  ...node,
  entryPoints: {
    extension: "src/extension.ts",
    cli: "src/cli.ts",
    worker: "src/core/simulation/threads/worker.ts",
    experiment: "src/core/experiment/thread/thread.ts",
  },
  outdir: "dist",
  format: "esm",
  splitting: true,
  chunkNames: "core-[hash]",
  outExtension: { ".js": ".mjs" },
  define: { __dirname: "import.meta.dirname" },
  plugins: [editorModule, leaveOut],
  banner: {
    js: [
      "#!/usr/bin/env node",
      // Bundled CommonJS packages ask for Node's own modules this way.
      'import { createRequire as requireFrom } from "node:module";',
      "const require = requireFrom(import.meta.url);",
    ].join("\n"),
  },
};

const page = {
  ...common,
  platform: "browser",
  format: "iife",
  target: "es2022",
  entryPoints: ["webview/page/main.ts"],
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

// There is no editor in plain Node: tests get one that they can arrange and look at.
const unitTests = {
  // It asks for other packages from where it lies.
  ...tests("unit", ["tinyglobby"]),
  alias: { vscode: "./test/unit/vscode/fake-vscode.ts" },
};

// Kinds look at the editor's part of the product too.
const campaign = {
  ...unitTests,
  entryPoints: ["test/campaign/campaign.ts", "test/campaign/tries.ts"],
  outdir: "dist-test/campaign",
  outbase: "test/campaign",
};

// The test host's own modules stay files: they find their cache by where they lie. yauzl is CommonJS.
const endToEndTests = {
  ...tests("e2e", ["playwright-core", "yauzl", "../../test/host/*"]),
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
    ...filesEndingIn(".bench.ts", "test/bench").map((file) => ({
      in: file,
      out: `bench/${basename(file, ".ts")}`,
    })),
    ...["fig11", "cim", "results"].map((name) => ({
      in: `test/reproduce/${name}.ts`,
      out: `reproduce/${name}`,
    })),
  ],
  outdir: "dist-test",
  format: "esm",
  outExtension: { ".js": ".mjs" },
  define: { __filename: "import.meta.filename" },
  external: ["playwright-core", "esbuild", "../../test/host/*"],
};

const product = [extensionHost, programs, page];
const others = [];
if (withTests) {
  others.push(
    unitTests,
    tests("slurm", []),
    tests("integration", ["vscode"]),
    integrationEntry,
    endToEndTests,
    campaign,
  );
}

if (process.argv.includes("--tools")) others.push(tools);

/** The kernels need none: the compiler links nothing of its own into code that allocates nothing. */
function writeNotices(metafiles) {
  const notices = [...bundledPackages(metafiles).map(packageNotice), sampleNotice()];
  writeFileSync("THIRD-PARTY-NOTICES.md", renderNotices(notices));
  writeFileSync("dist/metafiles.json", JSON.stringify(metafiles));
}

await buildKernels();
// The names of shared files change with their content.
for (const file of existsSync("dist") ? filesEndingIn(".mjs", "dist") : []) rmSync(file);
if (watch) {
  for (const bundle of [...product, ...others]) await (await context(bundle)).watch();
} else {
  const metafiles = [];
  for (const bundle of product) metafiles.push((await build(bundle)).metafile);
  if (production) writeNotices(metafiles);
  for (const bundle of others) await build(bundle);
}
