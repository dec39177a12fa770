import assert from "node:assert/strict";
import { mkdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { parseTree } from "jsonc-parser/lib/esm/main";
import { namedFiles } from "../../../src/vscode/experiments/named-files";
import { Uri } from "./fake-vscode";
import type { FakeDocument } from "./fake/documents";
import { startWork, until, type Workplace } from "./workplace";

const settled = () => new Promise((resolve) => setTimeout(resolve, 400));

describe("diagnostics of experiments", () => {
  let work: Workplace;
  let document: FakeDocument;

  const problems = () =>
    work.editor.problemsOf(document.uri, "kvtrace-experiment").map(({ message }) => message);

  const open = async (experiment: object) => {
    const uri = Uri.joinPath(work.folder, "study.kvsim.json");
    await writeFile(uri.fsPath, JSON.stringify(experiment));
    document = await work.editor.documents.open(uri);
  };

  beforeEach(async () => {
    work = await startWork();
  });

  afterEach(() => work.end());

  it("come and go with the text, and with the file's tab", async () => {
    await open({ traces: "*.kvtrace", policies: "full" });
    await until(() => problems().length === 1);
    assert.equal(problems()[0], 'traces: no file matches "*.kvtrace"');
    work.editor.documents.type(document, '{"traces": "*.kvtrace", "policies": "stark"}');
    await until(() => problems().length === 2);
    work.editor.documents.close(document);
    assert.deepEqual(problems(), []);
    await settled();
    assert.deepEqual(problems(), []);
  });

  it("follow the files that the experiment names, and look at nothing else", async () => {
    await open({ traces: "sub/**/*.kvtrace", policies: "full", devices: "own.json" });
    await until(() => problems().length === 2);
    const watched = work.editor.files.watched;
    assert.ok(watched.includes("**/*.kvtrace") && watched.includes("own.json"));
    assert.ok(watched.every((glob) => !glob.includes("json}")));
    const seen = () => work.editor.problemsOf(document.uri, "kvtrace-experiment");
    const before = seen();
    for (const other of ["other.json", "one.kvtrace", ".vscode/settings.json"]) {
      work.editor.files.tell("create", Uri.joinPath(work.folder, other));
    }
    const target = Uri.joinPath(work.folder, "one.kvtrace");
    await work.addTrace("one.kvtrace");
    await settled();
    // Each look makes problems of its own.
    assert.ok(seen().every((problem, index) => problem === before[index]));
    await rm(target.fsPath);
    await mkdir(path.join(work.folder.fsPath, "sub/deep"), { recursive: true });
    await work.addTrace("sub/deep/one.kvtrace");
    await until(() => problems().length === 1);
    assert.equal(problems()[0], 'devices: there is no file "own.json"');
    await writeFile(path.join(work.folder.fsPath, "own.json"), "{");
    work.editor.files.tell("create", Uri.joinPath(work.folder, "own.json"));
    await until(() => problems().some((message) => !message.includes("there is no file")));
  });

  it("keep what its files lack in sight while these are looked at again", async () => {
    await open({ traces: "sub/*.kvtrace", policies: "full" });
    await until(() => problems().length === 1);
    const seen = () => work.editor.problemsOf(document.uri, "kvtrace-experiment");
    const [first] = seen();
    const counts: number[] = [];
    const looking = setInterval(() => counts.push(problems().length), 1);
    work.editor.files.tell("create", Uri.joinPath(work.folder, "sub/one.kvtrace"));
    await until(() => seen()[0] !== first);
    await settled();
    clearInterval(looking);
    assert.ok(counts.length > 0 && counts.every((count) => count === 1));
  });

  it("watch no longer what the text names no longer", async () => {
    await open({ traces: "a/*.kvtrace", policies: "full" });
    await until(() => problems().length === 1);
    const before = work.editor.files.watched.length;
    work.editor.documents.type(document, '{"traces": ["b.kvtrace"], "policies": "full"}');
    await until(() => work.editor.files.watched.includes("b.kvtrace"));
    assert.equal(work.editor.files.watched.length, before);
    work.editor.documents.close(document);
    assert.equal(work.editor.files.watched.length, before - 1);
  });
});

describe("help with the text of an experiment", () => {
  let work: Workplace;

  beforeEach(async () => {
    work = await startWork();
  });

  afterEach(() => work.end());

  const open = async (experiment: object) => {
    const uri = Uri.joinPath(work.folder, "study.kvsim.json");
    await writeFile(uri.fsPath, JSON.stringify(experiment));
    return work.editor.documents.open(uri);
  };

  const lensOf = async (document: FakeDocument) =>
    (await work.editor.lensesOf(document)).map(({ command }) => command?.title).join();
  const fixesAt = (document: FakeDocument, text: string) =>
    work.editor.fixesAt(document, document.getText().indexOf(text));

  it("puts the nearest known name in the place of an unknown one", async () => {
    const document = await open({ trace: "a.kvtrace", policies: ["stark"], budgets: "many" });
    for (const [wrong, right] of [
      ["stark", "starc"],
      ["trace", "traces"],
    ]) {
      const [fix] = await fixesAt(document, wrong);
      assert.equal(fix.title, `Change to ${right}`);
      work.editor.documents.apply(fix.edit);
      assert.deepEqual(await fixesAt(document, right), []);
    }
    assert.deepEqual(await fixesAt(document, "many"), [], "no name is near");
    assert.deepEqual(JSON.parse(document.getText()), {
      traces: "a.kvtrace",
      policies: ["starc"],
      budgets: "many",
    });
  });

  it("says what a run will compute", async () => {
    const sweep = { policies: ["full", "starc"], budgets: [16, 32], layers: 4 };
    const document = await open({ traces: "*.kvtrace", ...sweep });
    assert.equal(await lensOf(document), "$(play) Run", "there is no trace yet");
    await work.addTrace("one.kvtrace");
    assert.equal(await lensOf(document), "$(play) Run: 3 runs × 1 trace × 4 heads");
    const target = Uri.joinPath(work.folder, "two.kvtrace");
    const options = { layers: "5", kvHeads: "1", queryHeads: "1", promptTokens: "64", steps: "2" };
    await work.run("generateTrace", { target, options });
    assert.equal(await lensOf(document), "$(play) Run: 3 runs × 2 traces, 5 heads in all");
    work.editor.documents.type(document, "{}");
    assert.equal(await lensOf(document), "$(warning) 2 problems before it can run");
  });
});

describe("the files that an experiment names", () => {
  const named = (experiment: object) => {
    const root = parseTree(JSON.stringify(experiment));
    assert.ok(root);
    return namedFiles(root, "/folder/experiments/one.kvsim.json");
  };

  it("are globs below the folder that they surely lie in, and device files", () => {
    assert.deepEqual(named({ traces: ["../runs/a/*/x.kvtrace", "one.kvtrace", "/abs/**"] }), [
      { folder: "/folder/runs/a", glob: "*/x.kvtrace" },
      { folder: "/folder/experiments", glob: "one.kvtrace" },
      { folder: "/abs", glob: "**" },
    ]);
    assert.deepEqual(named({ devices: ["HBM3_5.2Gbps", "d/[own].JSON"] }), [
      { folder: "/folder/experiments/d", glob: "[[]own[]].JSON" },
    ]);
    assert.deepEqual(named({ traces: 5, devices: [7, " "] }), []);
  });
});
