import assert from "node:assert/strict";
import { readFile, rename, writeFile } from "node:fs/promises";
import { findPolicy, policies } from "../../../src/core/policy/registry";
import type { RunConfiguration } from "../../../src/core/simulation/run/configuration";
import type { RunOutcome } from "../../../src/vscode/commands/run-simulation";
import { Uri } from "./fake-vscode";
import type { PlainPage } from "./plain-page";
import { startWithTrace, startWork, type Workplace } from "./workplace";

describe("commands about a trace", () => {
  let work: Workplace;
  let page: PlainPage;
  let uri: Uri;

  beforeEach(async () => {
    ({ work, page, uri } = await startWithTrace());
  });

  afterEach(() => work.end());

  const errors = () => work.editor.dialogs.messages("showErrorMessage");
  const runsAsked = (): readonly RunConfiguration[] => {
    const event = page.events.findLast(({ kind }) => kind === "run");
    assert.ok(event?.kind === "run" && event.runs);
    return event.runs;
  };

  it("Compare Policies offers what the trace can feed, with the placement that each was made for", async () => {
    const { dialogs } = work.editor;
    dialogs.answer("showQuickPick", ({ choices }) => choices);
    dialogs.answer("showInputBox", () => "48");
    page.panel.onSent.event((message) => {
      const { kind } = message as { kind: string };
      if (kind === "run") work.editor.dialogs.progresses.at(-1)?.cancel();
    });
    await work.run("comparePolicies", uri);
    assert.deepEqual(
      runsAsked().map(({ policy, placement, budget }) => [policy, placement, budget]),
      // The trace has no recorded selection.
      policies
        .filter(({ id }) => id !== "recorded")
        .map(({ id }) => [id, findPolicy(id).defaultPlacement, 48]),
    );
  });

  it("Run Simulation returns the means of what the page shows", async () => {
    const outcome = (await work.run("runSimulation", uri)) as RunOutcome;
    assert.equal(outcome.name, "one.kvtrace");
    assert.ok(outcome.complete);
    assert.deepEqual(
      outcome.runs.map(({ policy }) => policy),
      page.view?.runs.map(({ policy }) => policy),
    );
    assert.ok(outcome.runs.every(({ mean }) => mean.cycles > 0));
    const { increments } = work.editor.dialogs.progresses[0];
    assert.ok(increments.reduce((sum, increment) => sum + increment, 0) <= 100.001);
  });

  it("exports ask before they are simulated, and write what was", async () => {
    const target = Uri.joinPath(work.folder, "out.csv");
    assert.equal(await work.run("exportCsv", { trace: uri, target }), undefined);
    assert.match(errors()[0], /^results: there are none yet/);
    await page.simulate();
    assert.equal(await work.run("exportCsv", { trace: uri, target }), target.fsPath);
    const rows = (await readFile(target.fsPath, "utf8")).trimEnd().split("\n");
    const [runs, steps] = [4, 2];
    assert.equal(rows.length, 1 + runs * steps);
    assert.equal(await work.run("exportJson", { trace: uri, target: uri }), undefined);
    assert.match(errors()[1], /^export: would replace the trace itself/);
  });

  it("a copied view brings another trace to where this one was", async () => {
    await page.show({ kvHead: 1, step: 3, view: "time" });
    const text = await work.run("copyView", uri);
    const other = await work.openTrace(await work.addTrace("two.kvtrace"));
    await work.run("applyView", text);
    const { kvHead, step, view } = other.view ?? {};
    assert.deepEqual([kvHead, step, view], [1, 3, "time"]);
    await work.run("applyView", "not a view");
    assert.equal(errors().length, 1);
  });

  it("a copied link opens its trace again, and asks where one is that is not found", async () => {
    await page.show({ step: 5 });
    await work.run("copyLink", uri);
    const link = work.editor.clipboard;
    assert.match(link, /^vscode:\/\/kvtrace-inspector\.kvtrace-inspector\/open\?/);
    await page.show({ step: 0 });
    await work.run("openLink", link);
    assert.equal(page.view?.step, 5);
    page.panel.dispose();
    await rename(uri.fsPath, `${uri.fsPath}.old`);
    await work.run("openLink", link);
    assert.equal(errors().length, 0);
    const second = await work.addTrace("two.kvtrace");
    const other = await work.openTrace(second);
    work.editor.dialogs.answer("showOpenDialog", () => [second]);
    await work.run("openLink", link);
    assert.equal(other.view?.step, 5);
    const asked = work.editor.dialogs.asked.filter(({ kind }) => kind === "showOpenDialog");
    assert.deepEqual(
      asked.map(({ text }) => text),
      Array(2).fill("Where is one.kvtrace?"),
    );
    await work.run("openLink", "https://elsewhere/open");
    assert.match(errors()[0], /^link: /);
  });

  it("a link to a trace elsewhere does not open another one of that name", async () => {
    const elsewhere = Uri.file(`${process.cwd()}/media/samples/oz-small.kvtrace`);
    const sample = await work.openTrace(elsewhere);
    await sample.show({ step: 7 });
    await work.run("copyLink", elsewhere);
    sample.panel.dispose();
    const target = Uri.joinPath(work.folder, "oz-small.kvtrace");
    const options = { layers: "1", promptTokens: "64", steps: "8" };
    await work.run("generateTrace", { target, options });
    work.editor.dialogs.answer("showOpenDialog", () => [uri]);
    await work.run("openLink", work.editor.clipboard);
    assert.equal(page.view?.step, 7, "the one that they chose");
    const copy = await work.openTrace(await work.addTrace("oz-small.kvtrace"));
    await work.run("openLink", work.editor.clipboard);
    assert.equal(copy.view?.step, 7);
  });

  it("Show View brings the page to the front", async () => {
    await work.run("showTiming", uri);
    assert.deepEqual(page.events.at(-1), { kind: "show", view: "time" });
    assert.ok(page.panel.revealed > 0);
  });

  it("Go to Step and Show Layer ask where to, or go where they are told", async () => {
    const changes = () => {
      return page.events.flatMap((event) => (event.kind === "setView" ? [event.change] : []));
    };
    work.editor.dialogs.answer("showInputBox", () => "1");
    await work.run("goToStep", uri);
    await work.run("goToStep", { trace: uri, step: 0 });
    await work.run("showLayer", { trace: uri, layer: page.view?.layer });
    assert.deepEqual(changes(), [{ step: 1 }, { step: 0 }, { layer: page.view?.layer }]);
    await work.run("goToStep", { trace: uri, step: 1000 });
    await work.run("showLayer", { trace: uri, layer: 1000 });
    assert.match(errors()[0], /^step: has to be a whole number from 0 to \d+/);
    assert.match(errors()[1], /^layer: 1000 is not in the trace/);
    assert.equal(changes().length, 3);
  });

  it("Show Run asks for a run, or shows the one that it is told", async () => {
    const shown = () => page.view?.shownRun;
    work.editor.dialogs.answer("showQuickPick", ({ choices }) => choices[2]);
    await work.run("showRun", uri);
    assert.equal(shown(), 2);
    const { choices } = work.editor.dialogs.asked.at(-1)!;
    const names = (choices as { label: string }[]).map(({ label }) => label);
    assert.equal(names.length, page.view?.runs.length);
    await work.run("showRun", { trace: uri, run: names[1] });
    assert.equal(shown(), 1);
    await work.run("showRun", { trace: uri, run: 0 });
    assert.equal(shown(), 0);
    await work.run("showRun", { trace: uri, run: "no such run" });
    await work.run("showRun", { trace: uri, run: -1 });
    assert.match(errors()[0], /^run: "no such run" is not on the page, which has /);
    assert.match(errors()[1], /^run: -1 is not on the page/);
    assert.equal(shown(), 0);
  });

  it("a key's command does on the page what the key does there", async () => {
    await work.run("stepForward", uri);
    assert.deepEqual(page.events.at(-1), { kind: "act", action: "stepForward" });
    await work.run("showTradeOff", uri);
    assert.deepEqual(page.events.at(-1), { kind: "show", view: "trade-off" });
  });

  it("keys are for commands while one page listens, and rest when it is closed", async () => {
    const told = () =>
      work.editor.executed
        .filter(({ command }) => command === "setContext")
        .map(({ given }) => given);
    const takeKeys = (one: PlainPage, listens: boolean) => one.ask({ kind: "takeKeys", listens });
    const other = await work.openTrace(await work.addTrace("two.kvtrace"));
    await takeKeys(page, true);
    // The next page has the focus before this one tells that it lost it.
    await takeKeys(other, true);
    await takeKeys(page, false);
    assert.deepEqual(told(), [["kvtrace.pageListens", true]]);
    other.panel.dispose();
    assert.deepEqual(told().at(-1), ["kvtrace.pageListens", false]);
  });

  it("Show Run finds a run that was simulated before where the page shows it", async () => {
    await page.simulate();
    const runs = page.view?.runs ?? [];
    // The same configuration, whose members were written in another order.
    const configuration = Object.fromEntries(Object.entries(runs[1]).reverse());
    const layers = [page.view?.layer];
    await work.run("showRun", { kind: "run", uri, run: { configuration, layers } });
    const shown = () => ({ runs: page.view?.runs, run: page.view?.shownRun });
    assert.deepEqual(shown(), { runs, run: 1 });
    const other = { ...runs[1], budget: 17 };
    await work.run("showRun", { kind: "run", uri, run: { configuration: other, layers } });
    assert.deepEqual(shown(), { runs: [...runs, other], run: runs.length });
  });

  it("Compare Traces wants two, and sets the second beside the first", async () => {
    const second = await work.addTrace("two.kvtrace");
    await work.run("compareTraces", uri, [uri]);
    assert.match(errors()[0], /^traces: 1 given/);
    await work.run("compareTraces", uri, [uri, second]);
    const event = page.events.find(({ kind }) => kind === "second");
    assert.ok(event?.kind === "second");
    assert.equal(event.trace.name, "two.kvtrace");
  });
});

describe("commands without a trace", () => {
  let work: Workplace;

  beforeEach(async () => {
    work = await startWork();
  });

  afterEach(() => work.end());

  it("ask for one, and do nothing where none is given", async () => {
    for (const name of ["runSimulation", "showTiming", "exportCsv", "comparePolicies"]) {
      await work.run(name);
    }
    const asked = work.editor.dialogs.messages("showInformationMessage");
    assert.deepEqual(asked, Array<string>(4).fill("Open a .kvtrace file first."));
    assert.deepEqual(work.editor.dialogs.messages("showErrorMessage"), []);
    assert.equal(work.editor.panels.length, 0);
  });

  it("New Device Preset opens a preset that can be read again", async () => {
    work.editor.dialogs.answer("showQuickPick", ({ choices }) => choices[0]);
    await work.run("newDevicePreset");
    assert.match(work.editor.shownDocument?.getText() ?? "", /"timing"/);
  });

  it("New Capture Script saves a script and its recorder by one question, and opens it", async () => {
    const target = Uri.joinPath(work.folder, "capture.py");
    const recorder = Uri.joinPath(work.folder, "kvtrace_recorder.py");
    const { dialogs } = work.editor;
    const original = await readFile("media/recorder/kvtrace_recorder.py", "utf8");
    dialogs.answer("showSaveDialog", () => target);
    await work.run("newCaptureScript");
    assert.equal(dialogs.asked.length, 1);
    assert.equal(work.editor.shownDocument?.uri.toString(), target.toString());
    assert.match(work.editor.shownDocument.getText(), /from kvtrace_recorder import record/);
    assert.equal(await readFile(recorder.fsPath, "utf8"), original);
    await writeFile(recorder.fsPath, "mine");
    await work.run("newCaptureScript", { target });
    assert.equal(await readFile(recorder.fsPath, "utf8"), "mine");
    dialogs.answer("showWarningMessage", () => "Replace");
    await work.run("newCaptureScript", { target });
    assert.equal(await readFile(recorder.fsPath, "utf8"), original);
  });

  it("Generate Trace writes one and opens it", async () => {
    const target = Uri.joinPath(work.folder, "made.kvtrace");
    const options = { layers: "1", promptTokens: "64", steps: "2" };
    await work.run("generateTrace", { target, options });
    assert.equal(work.editor.panels.length, 1);
    await work.run("generateTrace", { target, options: { layers: "none" } });
    assert.match(work.editor.dialogs.messages("showErrorMessage")[0], /^layers: /);
  });
});
