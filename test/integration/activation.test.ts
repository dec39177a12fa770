import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import * as vscode from "vscode";
import { closeAll, waitFor, workspaceFile } from "./editor";

/** Named so that it runs first: no other test has started the extension yet. */
describe("the extension starts", () => {
  let folder: string;

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "kvtrace-elsewhere-"));
  });

  after(async () => {
    await closeAll();
    await rm(folder, { recursive: true });
  });

  const isActive = () =>
    vscode.extensions.getExtension("kvtrace-inspector.kvtrace-inspector")?.isActive === true;

  it("for an experiment that lies in no folder of the workspace, not for other JSON", async () => {
    const other = vscode.Uri.file(path.join(folder, "settings.jsonc"));
    await writeFile(other.fsPath, "{}");
    await vscode.window.showTextDocument(other);
    assert.ok(vscode.workspace.getWorkspaceFolder(workspaceFile("first.kvtrace")));
    assert.equal(isActive(), false);
    const uri = vscode.Uri.file(path.join(folder, "far.kvsim.json"));
    await writeFile(uri.fsPath, '{"traces": "none.kvtrace", "policies": "full"}');
    await vscode.window.showTextDocument(uri);
    await waitFor("the extension", isActive);
    const told = () => vscode.languages.getDiagnostics(uri).map(({ message }) => message);
    await waitFor("its problems", () => told().length > 0);
    assert.deepEqual(told(), ['traces: no file matches "none.kvtrace"']);
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      "vscode.executeCodeLensProvider",
      uri,
      // What a lens does is found out where it is seen: here.
      1,
    );
    assert.equal(lenses[0].command?.command, "kvtrace.runExperiment");
    // The file appears, in a folder of no workspace.
    await writeFile(path.join(folder, "none.kvtrace"), "");
    await waitFor("no problem", () => told().length === 0);
  });
});
