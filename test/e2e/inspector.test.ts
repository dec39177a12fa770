import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { InspectorPage } from "./inspector-page";
import { sampleTrace, startHost, type TestHost } from "./host";

describe("a person with the sample trace", () => {
  let host: TestHost;

  before(async () => {
    host = await startHost({ "run.kvtrace": sampleTrace });
    await host.workbench.runCommand("KV Trace: Open Sample Trace");
  });
  after(() => host.stop());

  it("sees what the trace is", async () => {
    const page = await InspectorPage.painted(host.workbench);
    assert.equal(await page.text("#trace-name"), "oz-small.kvtrace");
    await page.frame.locator("#file-info").click();
    assert.match(await page.text('#file-facts [data-test="fact-model"]'), /TinyStories/);
    await page.frame.locator("#file-info").click();
    await page.assertClean();
  });

  it("sees the heat map of the banks", async () => {
    const page = await InspectorPage.painted(host.workbench);
    await page.show("banks");
    assert.ok((await page.colours(".heat-map-canvas")) > 4, "loads differ, so do colours");
    await page.screenshot("heat-map");
    await page.assertClean();
  });

  it("reads a bank's load under the pointer and at the keyboard cursor", async () => {
    const page = await InspectorPage.painted(host.workbench);
    const canvas = page.frame.locator(".heat-map-canvas").first();
    await canvas.hover({ position: { x: 5, y: 5 } });
    const tooltip = page.frame.locator('[role="tooltip"], .heat-map-tooltip').first();
    await tooltip.waitFor({ state: "visible" });
    assert.match(await tooltip.innerText(), /channel 0/i);
    assert.match(await tooltip.innerText(), /bank group/i);
    await page.screenshot("heat-map-tooltip");
  });

  it("reads the same loads in a table", async () => {
    const page = await InspectorPage.painted(host.workbench);
    await page.frame.locator("#view-settings").click();
    await page.frame.locator("#heat-map-show-table").click();
    const rows = page.frame.locator("#load-table tbody tr");
    await rows.first().waitFor();
    assert.equal(await rows.count(), 4, "a row per channel in use");
    assert.equal(await rows.first().locator("td").count(), 16, "a column per bank group");
    await page.frame.locator("#heat-map-show-table").click();
    await host.workbench.press("Escape");
  });

  it("sees where the time and the energy go, by command", async () => {
    await host.workbench.runCommand("KV Trace: Show Time");
    const page = await InspectorPage.painted(host.workbench);
    await page.frame.locator("#panel-time").waitFor({ state: "visible" });
    assert.ok((await page.colours("#panel-time canvas")) > 4, "the bars are drawn");
    await page.screenshot("time");
    await host.workbench.runCommand("KV Trace: Show Bank Heatmap");
    await page.frame.locator("#panel-banks").waitFor({ state: "visible" });
    await page.assertClean();
  });

  it("opens a file by double click, beside the sample", async () => {
    const page = await openByDoubleClick(host, "run.kvtrace");
    assert.equal(await page.text("#trace-name"), "run.kvtrace");
  });
});

/** Opens a file from the explorer, and says how long it took until its heat map was painted. */
async function openByDoubleClick({ workbench }: TestHost, name: string): Promise<InspectorPage> {
  const row = workbench.page
    .locator(".explorer-folders-view .monaco-list-row")
    .filter({ has: workbench.page.locator(".label-name").getByText(name, { exact: true }) });
  await row.waitFor();
  const started = performance.now();
  await row.dblclick();
  const frame = await workbench.webview(`#trace-name:text-is("${name}")`);
  await frame.locator('body[data-painted="true"]').waitFor();
  const milliseconds = (performance.now() - started).toFixed(0);
  console.log(`    ${name}: painted ${milliseconds} ms after double click`);
  return InspectorPage.painted(workbench);
}

describe("a person who exports", () => {
  let host: TestHost;

  before(async () => {
    host = await startHost({ "run.kvtrace": sampleTrace });
    await host.workbench.runCommand("KV Trace: Open Sample Trace");
    await InspectorPage.painted(host.workbench);
    await host.workbench.openFile("run.kvtrace");
  });
  after(() => host.stop());

  it("finds the figures beside the trace, with the keyboard alone", async () => {
    const { frame } = await InspectorPage.painted(host.workbench);
    const runs = await frame.locator(".run-row").count();
    assert.ok(runs > 1, "several runs are in one file");
    await host.workbench.runCommand("KV Trace: Export Results as CSV");
    await host.workbench.page.locator(".quick-input-widget:visible input").first().waitFor();
    await host.workbench.press("Enter");
    const target = path.join(host.folder, "run.csv");
    for (let wait = 0; wait < 100 && !existsSync(target); wait++) await delay(100);
    const lines = (await readFile(target, "utf8")).trimEnd().split("\n");
    assert.equal(lines.length, 1 + runs * 4 * 64);
  });
});

const sharedTrace = path.resolve("../shared/data/traces/oz.kvtrace");

describe("a person with a longer trace", () => {
  it("sees heat map and time", async function () {
    if (!existsSync(sharedTrace)) {
      console.log(`    ${sharedTrace} is not here; the sample trace above stands for it`);
      this.skip();
    }
    const host = await startHost({ "oz.kvtrace": sharedTrace });
    try {
      await host.workbench.runCommand("KV Trace: Open Sample Trace");
      await InspectorPage.painted(host.workbench);
      const page = await openByDoubleClick(host, "oz.kvtrace");
      assert.equal(await page.text("#trace-name"), "oz.kvtrace");
      await page.show("banks");
      await page.screenshot("oz-heat-map");
      await page.show("time");
      await page.screenshot("oz-time");
      await page.assertClean();
    } finally {
      await host.stop();
    }
  });
});

describe("a person with a damaged file", () => {
  let host: TestHost;
  let whole: Buffer;

  before(async () => {
    host = await startHost({ "good.kvtrace": sampleTrace });
    whole = await readFile(sampleTrace);
    await writeFile(path.join(host.folder, "bad.kvtrace"), whole.subarray(0, 500_000));
    await host.workbench.runCommand("KV Trace: Open Sample Trace");
    await InspectorPage.painted(host.workbench);
  });
  after(() => host.stop());

  it("is told which field is wrong and where", async () => {
    await host.workbench.openFile("bad.kvtrace");
    const frame = await host.workbench.webview('#opening[role="alert"]');
    const message = await frame.locator("#opening").innerText();
    assert.match(message, /layers\.\d+\.\w+.*byte offset \d+/);
    await host.workbench.screenshot(path.resolve("test-results/screenshots/damaged.png"));
  });

  it("sees the trace once the file is whole, without opening it again", async () => {
    await writeFile(path.join(host.folder, "bad.kvtrace"), whole);
    const page = await InspectorPage.painted(host.workbench);
    assert.equal(await page.text("#trace-name"), "bad.kvtrace");
  });

  it("keeps step and view when the file is rewritten", async () => {
    const page = await InspectorPage.painted(host.workbench);
    await page.frame.locator("#step").fill("17");
    await page.show("time");
    const changed = Buffer.from(
      whole.toString("latin1").replace("TinyStories", "TALLSTORIES"),
      "latin1",
    );
    await writeFile(path.join(host.folder, "bad.kvtrace"), changed);
    await page.frame
      .locator('#file-facts [data-test="fact-model"]:has-text("TALLSTORIES")')
      .waitFor({ state: "attached" });
    const reloaded = await InspectorPage.painted(host.workbench);
    assert.equal(await reloaded.frame.locator("#step").inputValue(), "17");
    await reloaded.frame.locator("#panel-time").waitFor({ state: "visible" });
  });
});
