import assert from "node:assert/strict";
import { chmod, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import * as vscode from "vscode";
import type { ViewState } from "../../src/shared/protocol";
import type { RunOutcome } from "../../src/vscode/commands/run-simulation";
import {
  closeAll,
  errorsDuring,
  inspectorTabs,
  openTrace,
  run,
  waitFor,
  workspaceFile,
} from "./editor";

const settings = () => vscode.workspace.getConfiguration("kvtrace");
const workspace = vscode.ConfigurationTarget.Workspace;

async function readView(): Promise<ViewState> {
  return (JSON.parse(await run<string>("copyView")) as { view: ViewState }).view;
}

async function waitForView(what: string, holds: (view: ViewState) => boolean): Promise<void> {
  let view: ViewState | undefined;
  const ask = () =>
    readView().then(
      (read) => (view = read),
      () => undefined,
    );
  const asking = setInterval(() => void ask(), 100);
  try {
    await waitFor(what, () => view !== undefined && holds(view));
  } finally {
    clearInterval(asking);
  }
}

describe("exporting", () => {
  before(async () => {
    await openTrace("first.kvtrace");
    await run("runSimulation");
  });
  after(closeAll);

  it("never writes results over the trace that a menu hands over", async () => {
    const uri = workspaceFile("first.kvtrace");
    const before = await readFile(uri.fsPath);
    const shown = await errorsDuring(() => run("exportCsv", { trace: uri, target: uri }));
    assert.match(shown[0], /^export: would replace the trace/);
    assert.deepEqual(await readFile(uri.fsPath), before);
  });

  it("saves results as JSON that holds every head and step", async () => {
    const target = workspaceFile("results.json");
    assert.equal(await run("exportJson", { target }), target.fsPath);
    const saved = JSON.parse(await readFile(target.fsPath, "utf8")) as {
      runs: unknown[];
      heads: { columns: { cycles: number[] } }[];
    };
    assert.equal(saved.runs.length, 4);
    assert.equal(saved.heads.length, 4 * 4);
    assert.equal(saved.heads[0].columns.cycles.length, 64);
  });

  it("saves the shown view as a picture, by command", async () => {
    for (const format of ["Svg", "Png"]) {
      const target = workspaceFile(`view.${format.toLowerCase()}`);
      assert.equal(await run(`export${format}`, { target }), target.fsPath);
      assert.ok((await readFile(target.fsPath)).length > 5000);
    }
  });

  it("leaves no half file where it cannot write", async () => {
    const folder = workspaceFile("taken");
    // A folder of the target's name cannot be replaced by a file.
    await mkdir(workspaceFile("taken/results.csv").fsPath, { recursive: true });
    await writeFile(workspaceFile("taken/results.csv/kept").fsPath, "");
    const target = workspaceFile("taken/results.csv");
    const shown = await errorsDuring(() => run("exportCsv", { target }));
    assert.match(shown[0], /^export: /);
    assert.deepEqual(await readdir(folder.fsPath), ["results.csv"]);
  });

  it("says why a place cannot be written, whatever is exported, and leaves nothing there", async () => {
    const before = (await readdir(workspaceFile("").fsPath)).sort();
    const below = (name: string) => workspaceFile(`first.kvtrace/${name}`);
    for (const [command, name] of [
      ["exportCsv", "results.csv"],
      ["exportJson", "results.json"],
      ["exportSvg", "view.svg"],
      ["exportPng", "view.png"],
    ]) {
      // A file holds no files: nobody may write there, not even an administrator.
      const shown = await errorsDuring(() => run(command, { target: below(name) }));
      assert.match(shown[0], /^export: .*(not a directory|ENOTDIR)/, command);
    }
    assert.deepEqual((await readdir(workspaceFile("").fsPath)).sort(), before);
  });

  it("says so where it has no permission", async function () {
    if (process.platform === "win32" || process.getuid?.() === 0) {
      console.log("    an administrator may write anywhere: nothing to see here");
      this.skip();
    }
    const folder = workspaceFile("locked");
    await mkdir(folder.fsPath, { recursive: true });
    await chmod(folder.fsPath, 0o500);
    try {
      const target = workspaceFile("locked/results.csv");
      const shown = await errorsDuring(() => run("exportCsv", { target }));
      assert.match(shown[0], /^export: .*(permission|EACCES)/);
      assert.deepEqual(await readdir(folder.fsPath), []);
    } finally {
      await chmod(folder.fsPath, 0o700);
    }
  });

  it("puts a Markdown table of the runs into the clipboard", async () => {
    const { runs } = await run<RunOutcome>("runSimulation");
    const text = await run<string>("copySummary");
    assert.equal(await vscode.env.clipboard.readText(), text);
    const rows = text.split("\n").filter((line) => line.startsWith("| "));
    assert.equal(rows.length, 2 + runs.length);
  });
});

describe("sharing a view", () => {
  afterEach(closeAll);

  it("applies copied JSON, and refuses what is not a view", async () => {
    await openTrace("first.kvtrace");
    await run("runSimulation");
    const view = await readView();
    await run(
      "applyView",
      JSON.stringify({ trace: "x", view: { ...view, step: 9, view: "time" } }),
    );
    await waitForView("the applied view", ({ step, view: name }) => step === 9 && name === "time");
    const wrong = JSON.stringify({ trace: "x", view: { ...view, step: -1 } });
    assert.match((await errorsDuring(() => run("applyView", wrong)))[0], /^view\.step: /);
    assert.match((await errorsDuring(() => run("applyView", "hello")))[0], /^view: /);
  });

  it("opens a link's file with the link's view", async () => {
    await openTrace("first.kvtrace");
    await run("runSimulation");
    const view = await readView();
    await run("applyView", JSON.stringify({ trace: "x", view: { ...view, step: 21 } }));
    await waitForView("the applied view", ({ step }) => step === 21);
    const link = await run<string>("copyLink");
    assert.match(link, /:\/\/kvtrace-inspector\.kvtrace-inspector\/open\?/);
    await closeAll();
    await run("openLink", vscode.Uri.parse(link));
    assert.deepEqual(
      inspectorTabs().map(({ label }) => label),
      ["first.kvtrace"],
    );
    await waitForView("the link's view", ({ step }) => step === 21);
  });

  it("refuses a link to something else", async () => {
    const link = "vscode://kvtrace-inspector.kvtrace-inspector/open?file=L2V0Yy9wYXNzd2Q&view=e30";
    assert.match((await errorsDuring(() => run("openLink", link)))[0], /^link: /);
  });
});

describe("a limit in the settings", () => {
  afterEach(async () => {
    await settings().update("imbalanceLimit", undefined, workspace);
    await settings().update("massLimit", undefined, workspace);
    await closeAll();
  });

  it("becomes a warning on the trace while it is exceeded", async () => {
    const uri = workspaceFile("first.kvtrace");
    const problems = () => vscode.languages.getDiagnostics(uri);
    await settings().update("imbalanceLimit", 1, workspace);
    await openTrace("first.kvtrace");
    await run("runSimulation");
    await waitFor("the warning", () => problems().length === 1);
    assert.match(problems()[0].message, /^Mean imbalance of STARC/);
    await settings().update("massLimit", 1, workspace);
    await waitFor("a second warning", () => problems().length === 2);
    await settings().update("imbalanceLimit", 1e6, workspace);
    await settings().update("massLimit", null, workspace);
    await waitFor("no warning", () => problems().length === 0);
  });
});

describe("views beside the editor", () => {
  afterEach(closeAll);

  it("open once per view", async () => {
    await openTrace("first.kvtrace");
    const panels = () =>
      vscode.window.tabGroups.all
        .flatMap(({ tabs }) => tabs)
        .filter(({ input }) => input instanceof vscode.TabInputWebview).length;
    await run("showHeatMapBeside");
    await run("showHeatMapBeside");
    await waitFor("one panel", () => panels() === 1);
    await run("showTimingBeside");
    await waitFor("two panels", () => panels() === 2);
  });

  it("leave two traces to one page, which compares them", async () => {
    const uris = [workspaceFile("first.kvtrace"), workspaceFile("second.kvtrace")];
    await run("compareTraces", uris[0], uris);
    const shown = vscode.window.tabGroups.all.map(({ activeTab }) => activeTab?.label);
    assert.deepEqual(shown, ["first.kvtrace"]);
    assert.match((await errorsDuring(() => run("compareTraces", uris[0])))[0], /^traces: /);
  });
});

describe("the figure in the status bar", () => {
  it("is chosen by command and kept in the settings", async () => {
    assert.equal(await run("chooseStatusBarFigure", "massKept"), "massKept");
    assert.equal(settings().get("statusBarFigure"), "massKept");
    await settings().update("statusBarFigure", undefined, vscode.ConfigurationTarget.Global);
  });
});
