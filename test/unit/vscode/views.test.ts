import assert from "node:assert/strict";
import { rm, stat, truncate } from "node:fs/promises";
import type { RunConfiguration } from "../../../src/core/simulation/run/configuration";
import { figures } from "../../../src/vscode/views/figures";
import type { RunItem } from "../../../src/vscode/views/traces-tree";
import type { TreeItem } from "./fake-vscode";
import { Uri } from "./fake-vscode";
import type { PlainPage } from "./plain-page";
import { startWithTrace, until, type Workplace } from "./workplace";

describe("views of the editor", () => {
  let work: Workplace;
  let page: PlainPage;
  let uri: Uri;

  beforeEach(async () => {
    ({ work, page, uri } = await startWithTrace());
  });

  afterEach(() => work.end());

  const children = async (item?: unknown) =>
    (await work.editor.trees.get("kvtrace.traces")?.getChildren(item)) ?? [];
  const shown = async (item: unknown) =>
    (await work.editor.trees.get("kvtrace.traces")?.getTreeItem(item)) as TreeItem;

  it("list the traces of the workspace and those open from elsewhere, with their runs", async () => {
    const elsewhere = Uri.file(`${process.cwd()}/media/samples/oz-small.kvtrace`);
    await work.openTrace(elsewhere);
    const traces = await children();
    const labels = await Promise.all(traces.map(async (item) => (await shown(item)).label));
    assert.deepEqual(labels.sort(), ["one", "oz-small"]);
    await page.simulate();
    const [trace] = await children().then((items) =>
      items.filter((item) => (item as RunItem).uri.toString() === uri.toString()),
    );
    assert.equal((await children(trace)).length, page.view?.runs.length);
    // The same runs again take the place of the older ones, however they are written.
    const reversed = page.view?.runs.map(
      (run) => Object.fromEntries(Object.entries(run).reverse()) as typeof run,
    );
    await page.simulate(reversed);
    assert.equal((await children(trace)).length, page.view?.runs.length);
  });

  it("hold each figure of the shown run in the status bar, and what can be chosen", async () => {
    const [item] = work.editor.statusBar;
    await page.simulate();
    for (const { id } of figures) {
      work.editor.settings.set("kvtrace.statusBarFigure", id);
      assert.match(item.text, /\$\(graph\) .*\d/);
    }
    work.editor.settings.set("kvtrace.statusBarFigure", { no: "figure" });
    assert.match(item.text, /wasted/);
    assert.equal(await work.run("chooseStatusBarFigure", "cycles"), "cycles");
    assert.match(item.text, /cycles\/step/);
    page.panel.dispose();
    assert.equal(item.isShown, false);
  });

  it("hold no figure of another run or layer than the one that the page shows", async () => {
    const [item] = work.editor.statusBar;
    await page.simulate();
    const figure = item.text;
    assert.match(figure, /wasted/);
    const { layer = 0, runs = [] } = page.view ?? {};
    await page.show({ layer: layer + 1 });
    assert.doesNotMatch(item.text, /wasted/);
    await page.show({ layer });
    assert.equal(item.text, figure);
    await page.show({ runs: [{ ...runs[0], budget: 3 }, ...runs.slice(1)] });
    assert.doesNotMatch(item.text, /wasted/);
    // The user's default is what the run has been simulated with.
    work.editor.settings.set("kvtrace.policyParameters", { starc: { denseLayers: 0 } });
    await page.simulate(runs);
    assert.match(item.text, /wasted/);
  });

  it("tell runs that are shown from those that were, by names of their own", async () => {
    const trace = { kind: "trace", uri };
    const listed = async () => {
      const items = await children(trace);
      return Promise.all(
        items.map(async (item) => {
          const { label, description } = await shown(item);
          return { label, isEarlier: String(description).includes("earlier") };
        }),
      );
    };
    const [base] = page.view?.runs ?? [];
    const quest = (pageTokens: number): RunConfiguration => {
      return { ...base, policy: "quest", parameters: { pageTokens }, placement: "token-order" };
    };
    await page.simulate([quest(8), quest(16)]);
    const { budget } = base;
    const both = [`Quest ${budget} · pageTokens 8`, `Quest ${budget}`];
    assert.deepEqual(
      await listed(),
      both.map((label) => ({ label, isEarlier: false })),
    );
    await page.show({ runs: [quest(16)] });
    assert.deepEqual(await listed(), [
      { label: both[1], isEarlier: false },
      { label: `${both[0]}, layer ${page.view?.layer}`, isEarlier: true },
    ]);
  });

  it("report a trace beyond a limit until it no longer is", async () => {
    const problems = () => work.editor.problemsOf(uri, "kvtrace");
    const [base] = page.view?.runs ?? [];
    const run = (policy: string) => ({ ...base, policy, placement: "token-order" as const });
    await page.simulate([{ ...run("streaming-llm"), budget: 8 }, run("full")]);
    assert.deepEqual(problems(), []);
    work.editor.settings.set("kvtrace.massLimit", 0.999);
    await until(() => problems().length === 1);
    assert.match(
      problems()[0].message,
      /^Mean attention mass kept by StreamingLLM 8 is [\d.]+\s%, below the limit of 99\.9\s%$/,
    );
    assert.equal(problems()[0].code, "kvtrace.massLimit");
    // Full attention keeps all.
    await page.show({ shownRun: 1 });
    assert.deepEqual(problems(), []);
    await page.show({ shownRun: 0 });
    assert.equal(problems().length, 1);
    work.editor.settings.set("kvtrace.massLimit", "much");
    assert.deepEqual(problems(), []);
    work.editor.settings.set("kvtrace.massLimit", 0.999);
    page.panel.dispose();
    assert.deepEqual(problems(), []);
  });

  it("say of each trace how long it is and what it takes, as its file now is", async () => {
    const description = async () => (await shown((await children())[0])).description;
    const size = (await stat(uri.fsPath)).size;
    assert.equal(
      String(await description()).replaceAll("\u202f", " "),
      `1 024 tok · 2 layers · ${(size / 1e6).toFixed(1)} MB`,
    );
    await truncate(uri.fsPath, 100);
    assert.equal(await description(), "cannot be read · 100 B");
  });

  it("follow files that come and go", async () => {
    let changes = 0;
    const tree = work.editor.trees.get("kvtrace.traces");
    tree?.onDidChangeTreeData?.(() => changes++);
    const second = await work.addTrace("two.kvtrace");
    assert.equal(changes, 1);
    assert.equal((await children()).length, 2);
    await rm(second.fsPath);
    work.editor.files.tell("delete", second);
    assert.equal(changes, 2);
    assert.equal((await children()).length, 1);
  });
});
