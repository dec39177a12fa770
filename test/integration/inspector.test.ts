import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import * as vscode from "vscode";
import type { RunOutcome } from "../../src/vscode/commands/run-simulation";
import { closeAll, errorsDuring, inspectorTabs, openTrace, run, workspaceFile } from "./editor";

describe("the inspector", () => {
  afterEach(closeAll);

  it("is the default editor of .kvtrace files", async () => {
    await openTrace("first.kvtrace");
    assert.equal(inspectorTabs().length, 1);
  });

  it("offers its commands in the palette", async () => {
    await openTrace("first.kvtrace");
    const declared = vscode.extensions.getExtension("kvtrace-inspector.kvtrace-inspector")
      ?.packageJSON as { contributes: { commands: { command: string }[] } };
    const registered = await vscode.commands.getCommands(true);
    for (const { command } of declared.contributes.commands) {
      assert.ok(registered.includes(command), command);
    }
  });

  it("opens the sample trace by command", async () => {
    await run("openSample");
    assert.deepEqual(
      inspectorTabs().map((tab) => tab.label),
      ["oz-small.kvtrace"],
    );
  });

  it("simulates what the page shows", async () => {
    await openTrace("first.kvtrace");
    const outcome = await run<RunOutcome>("runSimulation");
    assert.equal(outcome.complete, true);
    assert.deepEqual(
      outcome.runs.map(({ policy }) => policy),
      ["starc", "full", "token-topk", "quest"],
    );
    for (const { mean } of outcome.runs) assert.ok(mean.cycles > 0);
    const [starc, full] = outcome.runs.map(({ mean }) => mean);
    assert.equal(full.massKept, 1);
    assert.ok(starc.tokens < full.tokens);
  });

  it("keeps two open traces apart", async () => {
    await openTrace("first.kvtrace");
    await run("runSimulation");
    const bytes = await readFile(workspaceFile("second.kvtrace").fsPath);
    const before = await run<RunOutcome>("runSimulation");
    await openTrace("second.kvtrace");
    const second = await run<RunOutcome>("runSimulation");
    assert.deepEqual(second, { ...before, name: "second.kvtrace" });
    assert.equal(inspectorTabs().length, 2);
    assert.ok(bytes.length > 0);
  });

  it("saves the results as CSV, one line per run, head and step", async () => {
    await openTrace("first.kvtrace");
    const { runs } = await run<RunOutcome>("runSimulation");
    const target = workspaceFile("results.csv");
    assert.equal(await run("exportCsv", { target }), target.fsPath);
    const lines = (await readFile(target.fsPath, "utf8")).trimEnd().split("\n");
    assert.equal(lines.length, 1 + runs.length * 4 * 64);
    assert.match(lines[0], /^policy,.*,cycles,/);
  });

  it("says why results cannot be saved", async () => {
    await openTrace("first.kvtrace");
    await run("runSimulation");
    const target = workspaceFile("no-such-folder\0/results.csv");
    const [message] = await errorsDuring(() => run("exportCsv", { target }));
    assert.match(message, /^export: /);
  });
});

describe("a damaged trace", () => {
  afterEach(closeAll);

  it("is refused with field and offset, and opens once it is whole", async () => {
    const sample = await readFile(workspaceFile("first.kvtrace").fsPath);
    const damaged = workspaceFile("damaged.kvtrace");
    await writeFile(damaged.fsPath, sample.subarray(0, sample.length - 1000));
    await openTrace("damaged.kvtrace");
    const [message] = await errorsDuring(() => run("runSimulation"));
    assert.match(message, /token_text\.data_offsets/);
    assert.match(message, /byte offset \d+/);
    await writeFile(damaged.fsPath, sample);
    let outcome: RunOutcome | undefined;
    for (let attempt = 0; attempt < 30 && !outcome?.complete; attempt++) {
      await errorsDuring(async () => (outcome = await run<RunOutcome>("runSimulation")));
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
    assert.equal(outcome?.complete, true);
  });
});

describe("generating a trace", () => {
  afterEach(closeAll);

  it("writes it and opens it", async () => {
    const target = workspaceFile("synthetic.kvtrace");
    const options = { layers: 1, promptTokens: 256, steps: 4 };
    await run("generateTrace", { target, options });
    assert.deepEqual(
      inspectorTabs().map((tab) => tab.label),
      ["synthetic.kvtrace"],
    );
    const outcome = await run<RunOutcome>("runSimulation");
    assert.equal(outcome.complete, true);
  });

  it("names the option that is wrong", async () => {
    const target = workspaceFile("never.kvtrace");
    const shown = await errorsDuring(() =>
      run("generateTrace", { target, options: { layers: 0 } }),
    );
    assert.match(shown[0], /^layers: /);
  });
});
