import assert from "node:assert/strict";
import { copyFile, readFile, rm } from "node:fs/promises";
import path from "node:path";
import * as vscode from "vscode";
import type { RunOutcome } from "../../src/vscode/commands/run-simulation";
import { closeAll, errorsDuring, inspectorTabs, run, workspaceFile } from "./editor";

/** The repo: tests are bundled below dist-test/. */
const sample = (name: string) => path.resolve(__dirname, "../../test/fixtures/import", name);

describe("importing a trace", () => {
  afterEach(closeAll);

  it("writes it from a dump and opens it", async () => {
    const source = workspaceFile("stored.npz");
    await copyFile(sample("stored.npz"), source.fsPath);
    const target = workspaceFile("imported.kvtrace");
    await run("importTrace", { source, target, answers: { promptTokens: "9" } });
    assert.deepEqual(
      inspectorTabs().map(({ label }) => label),
      ["imported.kvtrace"],
    );
    await rm(source.fsPath);
  });

  it("opens a cache whose tokens are all prompt, and says that nothing is left to simulate", async () => {
    const source = workspaceFile("cache.safetensors");
    await copyFile(sample("cache.safetensors"), source.fsPath);
    const said: string[] = [];
    const { showInformationMessage } = vscode.window;
    const replace = (value: unknown) =>
      Object.defineProperty(vscode.window, "showInformationMessage", { value, configurable: true });
    replace((message: string) => Promise.resolve(void said.push(message)));
    try {
      await run("importTrace", { source, target: workspaceFile("cache.kvtrace"), answers: {} });
    } finally {
      replace(showInformationMessage);
    }
    assert.deepEqual(
      inspectorTabs().map(({ label }) => label),
      ["cache.kvtrace"],
    );
    assert.match(said[0], /^There are no decode steps to simulate/);
    const shown = await errorsDuring(() => run("runSimulation"));
    assert.match(shown[0], /^decode_steps: the trace has none/);
    await rm(source.fsPath);
  });

  it("says by name what is wrong with the dump or the answers", async () => {
    const source = workspaceFile("pages.npz");
    await copyFile(sample("pages.npz"), source.fsPath);
    const target = workspaceFile("never.kvtrace");
    const shown = await errorsDuring(async () => {
      await run("importTrace", { source, target, answers: {} });
      await run("importTrace", { source, target, answers: { promptTokens: "many" } });
    });
    assert.match(shown[0], /^layers\.5\.page_indices: looks like pages/);
    assert.match(shown[1], /^promptTokens: "many" is not a whole number/);
    await assert.rejects(readFile(target.fsPath));
    await rm(source.fsPath);
  });
});

describe("the dialog of an import", () => {
  const { showQuickPick, showInputBox } = vscode.window;
  const replace = (name: string, value: unknown) =>
    Object.defineProperty(vscode.window, name, { value, configurable: true });

  afterEach(async () => {
    replace("showQuickPick", showQuickPick);
    replace("showInputBox", showInputBox);
    await closeAll();
  });

  it("shows what is missing until the dump is understood", async () => {
    const source = workspaceFile("pages.npz");
    await copyFile(sample("pages.npz"), source.fsPath);
    const target = workspaceFile("asked.kvtrace");
    const shown: string[] = [];
    const answers = [
      ["Tokens of a page, where selected indices are pages", "4"],
      ["Prompt tokens", "9"],
      ["Head dimension, where there are neither keys nor queries", "64"],
    ];
    replace("showQuickPick", (items: readonly vscode.QuickPickItem[]) => {
      const [first] = items;
      shown.push(`${first.label}: ${first.detail ?? ""}`);
      const [question] = answers[shown.length - 1] ?? [first.label];
      return Promise.resolve(items.find(({ label }) => label === question));
    });
    replace("showInputBox", () => Promise.resolve(answers[shown.length - 1][1]));
    await run("importTrace", { source, target });
    assert.equal(shown.length, 4);
    assert.match(shown[0], /Not understood yet: layers\.5\.page_indices: looks like pages/);
    assert.match(shown[1], /Not understood yet: head dimension: /);
    assert.match(shown[3], /Import: 1 layer, 9 prompt tokens, 3 steps, 4 query heads/);
    assert.deepEqual(
      inspectorTabs().map(({ label }) => label),
      ["asked.kvtrace"],
    );
    // Selections alone are enough to simulate them.
    const outcome = await run<RunOutcome>("runSimulation");
    assert.equal(outcome.complete, true);
    assert.deepEqual(
      outcome.runs.map(({ policy }) => policy),
      ["recorded", "full"],
    );
    await rm(source.fsPath);
  });
});

describe("a capture script", () => {
  afterEach(closeAll);

  it("is saved and opened as a Python document, with the recorder beside it", async () => {
    const target = workspaceFile("capture.py");
    const recorder = workspaceFile("kvtrace_recorder.py");
    await run("newCaptureScript", { target });
    const document = vscode.window.activeTextEditor?.document;
    assert.equal(document?.uri.toString(), target.toString());
    assert.equal(document.languageId, "python");
    assert.match(document.getText(), /from kvtrace_recorder import record/);
    assert.match(await readFile(recorder.fsPath, "utf8"), /class KvTraceRecorder/);
    await rm(target.fsPath);
    await rm(recorder.fsPath);
  });
});
