// The house rules: where a file lives tells what it may import (docs/architecture.md).
import eslint from "@eslint/js";
import prettier from "eslint-config-prettier";
import boundaries from "eslint-plugin-boundaries";
import tseslint from "typescript-eslint";

/** Rooms of src/core from the ground up: a room may use itself and the rooms before it. */
const coreRooms = [
  "files",
  "threads",
  "kernels",
  "trace",
  "clustering",
  "memory",
  "placement",
  "policy",
  "pim/layout",
  "pim/program",
  "pim/controller",
  "pim/energy",
  "pim/step",
  "pim/traces",
  "pim/system",
  "cim",
  "figures",
  "simulation/run",
  "simulation/questions",
  "simulation/threads",
  "ground-truth",
  "report",
  "experiment/definition",
  "experiment/store",
  "experiment/cache",
  "experiment/shards",
  "experiment/run",
  "experiment/thread",
];

/** Rooms of the page from the ground up. */
const pageRooms = ["parts", "state", "views", "page"];

/** Rooms of the editor's part from the ground up; what lies above them may use them all. */
const editorRooms = ["base", "pages", "inspector", "cim", "views", "commands", "experiments"];

const allCore = ["core", ...coreRooms];
const allEditor = [...editorRooms.map((room) => `vscode/${room}`), "vscode"];
const allPage = pageRooms.map((room) => `webview/${room}`);
const allow = (from, to) => ({
  from: { element: { type: from } },
  allow: { to: { element: { types: { anyOf: to } } } },
});

const policies = [
  allow("core", ["core"]),
  ...coreRooms.map((room, level) => allow(room, ["core", ...coreRooms.slice(0, level + 1)])),
  allow("shared", ["shared", ...allCore]),
  ...allEditor.map((room, level) =>
    allow(room, ["shared", ...allCore, ...allEditor.slice(0, level + 1)]),
  ),
  allow("cli", ["cli", ...allCore]),
  allow("entry", ["entry", "cli", "shared", ...allEditor, ...allCore]),
  ...allPage.map((room, level) => allow(room, ["shared", ...allPage.slice(0, level + 1)])),
  allow("test", ["test", "entry", "cli", "shared", ...allEditor, ...allPage, ...allCore]),
];

/** What a room may not import although it resolves: module name and why. */
const forbid = (files, names, message) => ({
  files,
  rules: {
    "@typescript-eslint/no-restricted-imports": [
      "error",
      { paths: names.map((name) => ({ name, message })) },
    ],
  },
});

export default tseslint.config(
  {
    ignores: [
      "dist/",
      "dist-test/",
      ".vscode-test-host/",
      ".vscode-test/",
      "test-results/",
      "media/",
      "src/core/kernels/assembly/",
    ],
  },
  eslint.configs.recommended,
  ...tseslint.configs.strictTypeChecked,
  ...tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      "@typescript-eslint/no-non-null-assertion": "off",
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      eqeqeq: "error",
    },
  },
  {
    files: ["src/**/*.ts", "webview/**/*.ts", "test/**/*.ts"],
    plugins: { boundaries },
    settings: {
      "import/resolver": { typescript: { project: ["tsconfig.json", "webview/tsconfig.json"] } },
      "boundaries/elements": [
        ...coreRooms.map((room) => ({ type: room, pattern: `src/core/${room}` })),
        { type: "core", pattern: "src/core" },
        { type: "shared", pattern: "src/shared" },
        ...editorRooms.map((room) => ({ type: `vscode/${room}`, pattern: `src/vscode/${room}` })),
        { type: "vscode", pattern: "src/vscode" },
        { type: "cli", pattern: "src/cli" },
        { type: "entry", pattern: "src" },
        ...pageRooms.map((room) => ({ type: `webview/${room}`, pattern: `webview/${room}` })),
        { type: "test", pattern: "test" },
      ],
    },
    rules: { "boundaries/dependencies": ["error", { default: "disallow", policies }] },
  },
  forbid(
    ["src/core/**", "src/shared/**", "src/cli/**", "src/cli.ts"],
    ["vscode"],
    "only src/vscode/ talks to the editor",
  ),
  {
    files: ["src/shared/**/*.ts"],
    rules: { "@typescript-eslint/consistent-type-imports": "error" },
  },
  {
    files: ["webview/**/*.ts"],
    ignores: ["webview/parts/controls/toolkit.ts"],
    rules: {
      "no-restricted-imports": [
        "error",
        {
          patterns: [
            {
              group: ["@vscode/webview-ui-toolkit*"],
              message: "import webview/parts/controls/toolkit.ts",
            },
          ],
        },
      ],
    },
  },
  {
    files: ["src/vscode/**/*.ts"],
    rules: {
      "no-restricted-imports": [
        "error",
        {
          patterns: [
            {
              group: ["**/trace/open-trace", "**/trace/header/*", "!**/trace/header/short-header"],
              message: "a long header keeps the editor busy: open-header.ts has a thread read it",
            },
            {
              group: ["**/threads/trace-location"],
              importNames: ["openLocation", "openSource"],
              message: "a long header keeps the editor busy: open-header.ts has a thread read it",
            },
          ],
        },
      ],
    },
  },
  {
    files: ["test/**/*.ts"],
    rules: { "@typescript-eslint/no-floating-promises": "off" },
  },
  {
    // A fake editor stands in for the classes and enums of the real one.
    files: ["test/unit/vscode/**/*.ts", "test/campaign/**/*.ts"],
    rules: {
      "@typescript-eslint/no-unsafe-class-instance-assignment": "off",
      "@typescript-eslint/no-unsafe-enum-assignment": "off",
    },
  },
  { files: ["**/*.mjs", "**/*.js"], ...tseslint.configs.disableTypeChecked },
  {
    files: ["**/*.mjs", "**/*.js"],
    languageOptions: {
      globals: {
        process: "readonly",
        console: "readonly",
        URL: "readonly",
        fetch: "readonly",
        setTimeout: "readonly",
        clearTimeout: "readonly",
        Buffer: "readonly",
        AbortSignal: "readonly",
      },
    },
  },
  prettier,
);
