import assert from "node:assert/strict";
import { access, readFile, rm, stat, utimes, writeFile } from "node:fs/promises";
import * as vscode from "vscode";
import type { KvTraceApi } from "../../src/vscode/api";
import type { ViewState } from "../../src/shared/protocol";
import { closeAll, errorsDuring, inspectorTabs, run, waitFor, workspaceFile } from "./editor";

const experiment = {
  traces: "studied.kvtrace",
  layers: 4,
  steps: "0-7",
  policies: ["full", { policy: "quest", parameters: { pageTokens: [8, 16], denseLayers: 0 } }],
  budgets: [16, 64],
};

async function openExperiment(name: string, text: string): Promise<vscode.TextDocument> {
  const uri = workspaceFile(name);
  await writeFile(uri.fsPath, text);
  const document = await vscode.workspace.openTextDocument(uri);
  await vscode.window.showTextDocument(document);
  return document;
}

async function activated(): Promise<KvTraceApi> {
  const extension = vscode.extensions.getExtension<KvTraceApi>(
    "kvtrace-inspector.kvtrace-inspector",
  );
  assert.ok(extension);
  return extension.activate();
}

/** What the product says is wrong, without what the editor's own JSON support says. */
function problems(document: vscode.TextDocument): vscode.Diagnostic[] {
  return vscode.languages
    .getDiagnostics(document.uri)
    .filter(({ source }) => source === "KV Trace Inspector");
}

async function lenses(document: vscode.TextDocument): Promise<vscode.CodeLens[]> {
  return vscode.commands.executeCommand<vscode.CodeLens[]>(
    "vscode.executeCodeLensProvider",
    document.uri,
    // So many are resolved.
    10,
  );
}

/** Answers a modal question with its first button while `action` runs. */
async function confirming(action: () => PromiseLike<unknown>): Promise<string[]> {
  const asked: string[] = [];
  const original = vscode.window.showWarningMessage;
  const value = (message: string, _: unknown, first: string) => {
    asked.push(message);
    return Promise.resolve(first);
  };
  Object.defineProperty(vscode.window, "showWarningMessage", { value, configurable: true });
  try {
    await action();
  } finally {
    const restored = { value: original, configurable: true };
    Object.defineProperty(vscode.window, "showWarningMessage", restored);
  }
  return asked;
}

const settings = () => vscode.workspace.getConfiguration("kvtrace");

before(() => settings().update("cacheSize", 0, vscode.ConfigurationTarget.Global));

describe("writing an experiment", () => {
  afterEach(closeAll);

  it("reports a misspelt field where it stands, with the nearest name, until it is mended", async () => {
    const document = await openExperiment(
      "wrong.kvsim.json",
      '// A comment.\n{\n  "traces": "studied.kvtrace",\n  "policys": ["full"],\n  "budgets": 0\n}\n',
    );
    assert.equal(document.languageId, "jsonc");
    await waitFor("the problems", () => problems(document).length === 3);
    const told = problems(document).map(({ message, range }) => [
      document.getText(range),
      message,
      range.start.line,
    ]);
    assert.deepEqual(told, [
      ["{", "policies: is missing", 1],
      ['"policys"', "policys: is unknown; the nearest known is policies", 3],
      ["0", "budgets: 0 is not a whole number of at least 1", 4],
    ]);
    const [lens] = await lenses(document);
    assert.match(lens.command!.title, /3 problems/);
    assert.equal(lens.range.start.line, 1);
    const { range } = problems(document)[1];
    const fixes = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      "vscode.executeCodeActionProvider",
      document.uri,
      range,
      vscode.CodeActionKind.QuickFix.value,
    );
    const fix = fixes.find(({ title }) => title === "Change to policies");
    assert.ok(fix?.edit, fixes.map(({ title }) => title).join());
    await vscode.workspace.applyEdit(fix.edit);
    const edit = new vscode.WorkspaceEdit();
    const mended = document.getText().replace(": 0", ": 16");
    edit.replace(document.uri, new vscode.Range(0, 0, document.lineCount, 0), mended);
    await vscode.workspace.applyEdit(edit);
    await waitFor("no problem", () => problems(document).length === 0);
    const [run] = await lenses(document);
    assert.equal(run.command?.command, "kvtrace.runExperiment");
    assert.match(run.command.title, /Run: 1 run × 1 trace × \d+ heads?$/);
    await document.save();
  });

  it("reports globs and device files that name nothing", async () => {
    const document = await openExperiment(
      "missing.kvsim.json",
      JSON.stringify({
        traces: ["studied.kvtrace", "none/*.kvtrace"],
        policies: "full",
        devices: ["HBM3_5.2Gbps", "none.json"],
      }),
    );
    await waitFor("the problems", () => problems(document).length === 2);
    assert.deepEqual(
      problems(document).map(({ range, message }) => [document.getText(range), message]),
      [
        ['"none/*.kvtrace"', 'traces: no file matches "none/*.kvtrace"'],
        ['"none.json"', 'devices: there is no file "none.json"'],
      ],
    );
  });

  it("completes names of policies and fields", async () => {
    const document = await openExperiment(
      "complete.kvsim.json",
      '{"policies": [""], "traces": "x"}',
    );
    const at = document.positionAt(document.getText().indexOf('""') + 1);
    const complete = () =>
      vscode.commands.executeCommand<vscode.CompletionList>(
        "vscode.executeCompletionItemProvider",
        document.uri,
        at,
      );
    let labels: string[] = [];
    const asking = setInterval(() => {
      void complete().then(({ items }) => {
        labels = items.map(({ label }) => (typeof label === "string" ? label : label.label));
      });
    }, 300);
    try {
      await waitFor("the completion", () => labels.includes('"snapkv"'));
    } finally {
      clearInterval(asking);
    }
  });

  it("refuses to run what is wrong, in one sentence with field and line", async () => {
    const document = await openExperiment(
      "wrong-run.kvsim.json",
      '{\n"traces": "studied.kvtrace",\n"policies": "stark"}',
    );
    const shown = await errorsDuring(() => run("runExperiment", document.uri));
    assert.deepEqual(shown, [
      `policies: "stark" is unknown; the nearest known is starc (line 3, ${document.uri.fsPath})`,
    ]);
  });
});

describe("running an experiment", () => {
  afterEach(closeAll);
  const folders: string[] = [];

  it("stores its runs and compares them without simulating them again", async () => {
    const limited = { ...experiment, limits: { massRecall: 0.9999, cycles: 1e12 } };
    const document = await openExperiment("budgets.kvsim.json", JSON.stringify(limited, null, 2));
    const api = await activated();
    const folder = await run<string>("runExperiment", document.uri);
    folders.push(folder);
    assert.deepEqual(
      inspectorTabs().map(({ label }) => label),
      ["studied.kvtrace"],
    );
    let view: ViewState | undefined;
    const asking = setInterval(() => {
      void run<string>("copyView").then((text) => {
        ({ view } = JSON.parse(text) as { view: ViewState });
      });
    }, 100);
    await waitFor("the Trade-off view", () => view?.view === "trade-off" && view.runs.length === 5);
    clearInterval(asking);
    const shown = api.shownResults(workspaceFile("studied.kvtrace"))!;
    assert.deepEqual(shown.plan.scope, {
      layers: [4],
      kvHeads: [0, 1, 2, 3],
      fromStep: 0,
      toStep: 8,
    });
    const stored = await api.readResults(folder);
    assert.equal(shown.heads[0].columns.cycles.length, 8);
    for (const [index] of stored.plan.runs.entries()) {
      assert.deepEqual(api.summarise(shown.heads, index), api.summarise(stored.heads, index));
    }
    await waitFor("the crossed limit", () => problems(document).length > 0);
    const [crossed] = problems(document);
    assert.match(
      crossed.message,
      /^Mean massRecall of Quest .* is 0\.\d+, below the limit of 0.9999$/,
    );
    assert.match(document.getText(crossed.range), /^"massRecall"/);
    assert.match(await readFile(`${folder}/experiment.kvsim.json`, "utf8"), /"budgets"/);
  });

  it("lists stored runs, shows an older one again, compares two", async () => {
    const document = await openExperiment(
      "budgets.kvsim.json",
      JSON.stringify({ ...experiment, budgets: [32, 64] }),
    );
    const api = await activated();
    const progress: number[] = [];
    const second = await api.runExperiment(document.uri, {
      onProgress: ({ share }) => progress.push(share),
    });
    folders.push(second.path);
    assert.equal(progress.at(-1), 1);
    assert.equal(inspectorTabs().length, 0, "nothing is shown unasked");
    assert.deepEqual(
      (await api.experimentRuns(document.uri)).map(({ path }) => path),
      [...folders].reverse(),
    );
    await run("openExperimentRun", folders[0]);
    const budgets = () =>
      api.shownResults(workspaceFile("studied.kvtrace"))?.plan.runs.map(({ budget }) => budget);
    assert.deepEqual(budgets(), [16, 16, 64, 16, 64]);
    await run("compareExperimentRuns", folders);
    assert.deepEqual(budgets(), [32, 32, 64, 32, 64]);
    const [shown] = await errorsDuring(() => run("compareExperimentRuns", [folders[0]]));
    assert.match(shown, /^runs: 1 given; select two/);
  });

  it("warns where the trace was written again since", async () => {
    const trace = workspaceFile("studied.kvtrace").fsPath;
    const { atime, mtime } = await stat(trace);
    const later = new Date(Date.now() + 60_000);
    await utimes(trace, later, later);
    try {
      const asked = await confirming(() => run("openExperimentRun", folders[0]));
      assert.match(asked[0], /^studied\.kvtrace was written again after this run/);
    } finally {
      await utimes(trace, atime, mtime);
    }
  });

  it("renames and deletes stored runs, the latter once confirmed", async () => {
    const original = vscode.window.showInputBox;
    const value = () => Promise.resolve("first look");
    Object.defineProperty(vscode.window, "showInputBox", { value, configurable: true });
    const renamed = await run<string>("renameExperimentRun", folders[0]);
    Object.defineProperty(vscode.window, "showInputBox", { value: original, configurable: true });
    assert.match(renamed, /first look$/);
    const asked = await confirming(() => run("deleteExperimentRun", [renamed, folders[1]]));
    assert.deepEqual(asked, ["Delete 2 runs?"]);
    for (const folder of [renamed, folders[1]]) await assert.rejects(access(folder));
  });
});

describe("an experiment made of what is shown", () => {
  afterEach(closeAll);

  it("has the trace, layer and runs of the inspector, and can be run", async () => {
    const api = await activated();
    const trace = workspaceFile("proposed.kvtrace");
    const outcome = await api.simulate(trace);
    assert.equal(outcome?.runs.length, 4);
    assert.ok(outcome.complete);
    const target = workspaceFile("made.kvsim.json");
    await run("newExperiment", { trace, target });
    const made = await api.runExperiment(target);
    assert.deepEqual(
      made.record.runs.map(({ policy, placement }) => [policy, placement]),
      outcome.runs.map(({ policy, placement }) => [policy, placement]),
    );
    const { heads } = await api.readResults(made.path);
    assert.deepEqual(api.summarise(heads, 1), outcome.runs[1].mean);
    await rm(target.fsPath);
  });

  it("is opened beside the trace, not yet saved", async () => {
    const api = await activated();
    await api.openTrace(workspaceFile("proposed.kvtrace"));
    const uri = await run<vscode.Uri>("newExperiment");
    assert.equal(uri.scheme, "untitled");
    const document = vscode.window.activeTextEditor!.document;
    assert.match(document.uri.path, /\/proposed\.kvsim\.json$/);
    assert.equal(document.languageId, "jsonc");
    assert.match(document.getText(), /"traces": "proposed.kvtrace"/);
    // The new experiment keeps its problems to itself, and is saved where it says before it is run.
    assert.deepEqual(problems(document), []);
    const folder = await run<string>("runExperiment", uri);
    assert.match(folder, /proposed \d{4}-/);
    await access(workspaceFile("proposed.kvsim.json").fsPath);
    await rm(workspaceFile("proposed.kvsim.json").fsPath);
  });
});

describe("the API", () => {
  afterEach(closeAll);

  it("tells errors about what it was given by field", async () => {
    const api = await activated();
    const named = (field: string) => (error: unknown) =>
      error instanceof Error &&
      error.name === "InputError" &&
      error.message.startsWith(`${field}: `);
    await assert.rejects(api.readResults("/nowhere"), named("run"));
    const document = await openExperiment(
      "api.kvsim.json",
      '{"traces": "nothing", "policies": "full"}',
    );
    await assert.rejects(api.runExperiment(document.uri), named("traces"));
    const cancelled = new vscode.CancellationTokenSource();
    cancelled.cancel();
    await assert.rejects(
      api.runExperiment(document.uri, { token: cancelled.token }),
      ({ name }: Error) => name === "Cancelled",
    );
    assert.equal(api.shownResults(workspaceFile("studied.kvtrace")), undefined);
  });
});
