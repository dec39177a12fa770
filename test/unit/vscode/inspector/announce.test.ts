import assert from "node:assert/strict";
import { rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { InputError } from "../../../../src/core/errors";
import { InspectorHost, planOf } from "./inspector-host";
import { settle } from "./settle";

describe("a trace whose file changes", () => {
  let host: InspectorHost;

  beforeEach(async () => (host = await InspectorHost.start()));
  afterEach(() => host.end());

  it("is told to its page as it then is, once the page is open", async () => {
    const uri = await host.write("one.kvtrace");
    const { session, page } = await host.open(uri);
    await session.announce();
    assert.deepEqual(page.heard("reloaded"), [], "an unopened page asks by itself");
    await page.open();
    await host.write("one.kvtrace", { layers: 3 });
    host.editor.files.tell("change", uri);
    const { trace } = await page.next("reloaded");
    assert.equal(trace.header.layers.length, 3);
  });

  it("is told last as it is now, however long the settings take", async () => {
    const uri = await host.write("one.kvtrace");
    const { page } = await host.open(uri);
    await page.open();
    const held: (() => void)[] = [];
    const { readFile } = host.editor.files.fs;
    host.editor.settings.set("kvtrace.devicePresets", [`${host.folder}/device.json`]);
    host.editor.files.fs.readFile = async (file) => {
      if (!file.path.endsWith("device.json")) return readFile(file);
      await new Promise<void>((resolve) => held.push(resolve));
      throw new Error("there is no such device");
    };
    for (const layers of [3, 4]) {
      await host.write("one.kvtrace", { layers });
      host.editor.files.tell("change", uri);
      const asked = held.length;
      while (held.length === asked) await settle();
    }
    // The settings that were asked for last are there first.
    held[1]();
    await settle();
    held[0]();
    await settle();
    const told = page.heard("reloaded").map(({ trace }) => trace.header.layers.length);
    assert.deepEqual(told, [4]);
  });

  it("is no error while it is replaced: what was asked is given up for the new file", async () => {
    const uri = await host.write("one.kvtrace");
    const { page } = await host.open(uri);
    const plan = planOf(await page.open());
    const { id, answer } = page.simulate(plan);
    await settle();
    await host.write("next.kvtrace", { seed: 7, layers: 3 });
    await rename(path.join(host.folder, "next.kvtrace"), uri.fsPath);
    // The thread sees it before anybody tells of the change.
    host.pool.runs[0].fail(new InputError("file", "changed while open: it was written to"));
    const { trace } = await page.next("reloaded");
    assert.equal(trace.header.layers.length, 3);
    assert.ok(page.heard("reloading").length > 0);
    const message = "It was cancelled.";
    assert.deepEqual(await answer, { kind: "failure", id, message, cancelled: true });
    const wrong = page.simulate({ ...plan, runs: [{ ...plan.runs[0], budget: 0 }] });
    const failure = await wrong.answer;
    assert.equal(failure.kind === "failure" && failure.cancelled, false, "an error is one still");
  });

  it("is told of now and then while it is replaced again and again", async () => {
    const uri = await host.write("one.kvtrace");
    const { page } = await host.open(uri);
    await page.open();
    for (let seed = 1; page.heard("reloaded").length === 0; seed++) {
      await host.write("next.kvtrace", { seed });
      await rename(path.join(host.folder, "next.kvtrace"), uri.fsPath);
      host.editor.files.tell("change", uri);
      await delay(50);
    }
    assert.deepEqual([page.heard("broken"), page.heard("failure")], [[], []]);
  });

  it("is told to be broken where it has more layers than a page can show", async () => {
    const uri = await host.write("one.kvtrace");
    const { page } = await host.open(uri);
    await page.open();
    await writeFile(uri.fsPath, await manyLayers(host));
    host.editor.files.tell("change", uri);
    const { message } = await page.next("broken");
    assert.match(message, /^layers: 10001 are more than/);
    await rm(uri.fsPath);
  });
});

async function manyLayers(host: InspectorHost): Promise<Uint8Array> {
  const { readFile } = await import("node:fs/promises");
  const tiny = { layers: 10_001, queryHeads: 1, promptTokens: 16, steps: 1, headDimension: 8 };
  return readFile((await host.write("many.kvtrace", tiny)).fsPath);
}
