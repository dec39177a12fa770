import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import type * as real from "vscode";
import * as fake from "./fake-vscode";
import { matchesGlob } from "./fake/glob";

/** What the compiler holds against the editor's real API. */
function assignable() {
  const { workspace, window, languages, commands, env } = fake;
  const uri: real.Uri = fake.Uri.file("/folder/file");
  const emitter: real.EventEmitter<number> = new fake.EventEmitter<number>();
  const source: real.CancellationTokenSource = new fake.CancellationTokenSource();
  const watcher: real.FileSystemWatcher = workspace.createFileSystemWatcher("**/*");
  const files: Pick<real.FileSystem, "stat" | "readFile" | "writeFile" | "copy"> = workspace.fs;
  const folders: readonly real.WorkspaceFolder[] | undefined = workspace.workspaceFolders;
  const errors: Pick<typeof real.window, "showErrorMessage"> = {
    showErrorMessage: () => window.showErrorMessage("") as Promise<undefined>,
  };
  const progress: Pick<typeof real.window, "withProgress"> = window;
  const handler: Pick<typeof real.window, "registerUriHandler"> = window;
  const editors: (provider: real.CustomReadonlyEditorProvider) => real.Disposable = (provider) =>
    window.registerCustomEditorProvider("type", provider);
  const registered: Pick<typeof real.commands, "registerCommand"> = commands;
  const lenses: Pick<typeof real.languages, "registerCodeLensProvider"> = languages;
  const actions: Pick<typeof real.languages, "registerCodeActionsProvider"> = languages;
  const clipboard: real.Clipboard = env.clipboard;
  const enums: [
    typeof real.DiagnosticSeverity.Error,
    typeof real.StatusBarAlignment.Left,
    typeof real.TreeItemCollapsibleState.Expanded,
    typeof real.ProgressLocation.Notification,
    typeof real.ViewColumn.Beside,
  ] = [0, 1, 2, 15, -2];
  return [
    ...[uri, emitter, source, watcher, files, folders, errors, progress, handler],
    ...[editors, registered, lenses, actions, clipboard, enums],
  ];
}

describe("the fake editor", () => {
  let folder: string;

  beforeEach(async () => {
    fake.resetEditor();
    folder = await mkdtemp(path.join(tmpdir(), "fake-editor-"));
  });

  afterEach(() => rm(folder, { recursive: true }));

  it("has the types and the numbers of the real one", () => {
    assert.equal(assignable().length, 15);
    assert.equal(fake.DiagnosticSeverity.Error, 0);
    assert.equal(fake.StatusBarAlignment.Left, 1);
    assert.equal(fake.TreeItemCollapsibleState.Expanded, 2);
    assert.equal(fake.ProgressLocation.Notification, 15);
    assert.equal(fake.ViewColumn.Beside, -2);
  });

  it("writes URIs that it can read again", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ minLength: 1 }), { minLength: 1 }), (names) => {
        const uri = fake.Uri.file(`/${names.join("/")}`);
        assert.deepEqual(fake.Uri.parse(uri.toString()), uri);
      }),
      { seed: 3 },
    );
  });

  it("lists what it has made until that is disposed", () => {
    const made = [
      fake.workspace.createFileSystemWatcher("**/*.kvtrace"),
      fake.window.createStatusBarItem("item"),
      fake.languages.createDiagnosticCollection("collection"),
      fake.workspace.onDidChangeConfiguration(() => undefined),
    ];
    assert.equal(fake.editor().alive.names.length, made.length);
    for (const one of made) one.dispose();
    assert.deepEqual(fake.editor().alive.names, []);
  });

  it("matches files with the globs that the product watches", () => {
    assert.ok(matchesGlob("**/*.kvsim.json", "/a/b/c.kvsim.json"));
    assert.ok(!matchesGlob("**/*.kvsim.json", "/a/b/c.json"));
    assert.ok(matchesGlob("**/*.{kvtrace,json}", "/a/b.kvtrace"));
    assert.ok(matchesGlob("a[[]b[]].kvtrace", "a[b].kvtrace"));
    assert.ok(!matchesGlob("*.json", "a/b.json"));
  });

  it("finds, reads and watches files of its folder", async () => {
    const uri = fake.Uri.file(path.join(folder, "one.kvtrace"));
    await writeFile(uri.fsPath, "text");
    fake.editor().folders = [{ uri: fake.Uri.file(folder), name: "folder", index: 0 }];
    assert.deepEqual(await fake.workspace.findFiles("**/*.kvtrace"), [uri]);
    assert.equal((await fake.workspace.fs.stat(uri)).size, 4);
    const seen: string[] = [];
    const watcher = fake.workspace.createFileSystemWatcher("**/*.kvtrace", true);
    watcher.onDidCreate(() => seen.push("create"));
    watcher.onDidDelete(() => seen.push("delete"));
    fake.editor().files.tell("create", uri);
    fake.editor().files.tell("delete", uri);
    assert.deepEqual(seen, ["delete"]);
  });

  it("answers questions as it was told to, and declines others", async () => {
    fake.editor().dialogs.answer("showQuickPick", ({ choices }) => choices[1]);
    assert.equal(await fake.window.showQuickPick(["a", "b"], { title: "Which" }), "b");
    assert.equal(await fake.window.showQuickPick(["a", "b"]), undefined);
    assert.deepEqual(
      fake.editor().dialogs.asked.map(({ text }) => text),
      ["Which", ""],
    );
  });
});
