import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import * as vscode from "vscode";
import type { RunOutcome } from "../../src/vscode/commands/run-simulation";
import { closeAll, errorsDuring, run, viewType, workspaceFile } from "./editor";
import { MemoryFiles } from "./memory-files";

describe("a trace that is not on disk", () => {
  const files = new MemoryFiles();
  let registration: vscode.Disposable;

  before(async () => {
    registration = vscode.workspace.registerFileSystemProvider("kvmemory", files);
    const bytes = await readFile(workspaceFile("first.kvtrace").fsPath);
    for (const name of ["small", "large"]) {
      files.writeFile(vscode.Uri.parse(`kvmemory:/${name}.kvtrace`), bytes);
    }
  });
  afterEach(closeAll);
  after(() => {
    registration.dispose();
  });

  it("is read whole through the editor and simulated", async () => {
    const uri = vscode.Uri.parse("kvmemory:/small.kvtrace");
    await vscode.commands.executeCommand("vscode.openWith", uri, viewType);
    const outcome = await run<RunOutcome>("runSimulation");
    assert.equal(outcome.complete, true);
    assert.equal(outcome.name, "small.kvtrace");
  });

  it("is refused with its size where that is too large", async () => {
    files.claimedSize = 3 * 2 ** 30;
    const uri = vscode.Uri.parse("kvmemory:/large.kvtrace");
    await vscode.commands.executeCommand("vscode.openWith", uri, viewType);
    const [message] = await errorsDuring(() => run("runSimulation"));
    assert.match(message, /3\.0 GiB over kvmemory: is too large to read/);
  });
});
