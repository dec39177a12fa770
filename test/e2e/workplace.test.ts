import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import type { ViewName } from "../../src/shared/protocol";
import { accessibilityFindings } from "./accessibility";
import { InspectorPage } from "./inspector-page";
import { sampleTrace, startHost, type TestHost } from "./host";
import { showView } from "./views";

/** What a picture of a view says of its axes, parts and units. */
const exportedParts: Partial<Record<ViewName, readonly string[]>> = {
  timeline: [">row<", ">column<", "Time in the step", "Context"],
  tokens: ["share of the attention: missed, read", "prompt", ">token<", ">step<", "steps 0 to"],
  clusters: ["of the variance", "tokens of the cluster", "lines over the fewest possible"],
  "trade-off": ["Mass kept against time", "Baseline: Full"],
  banks: ["Useful reads: layer", "of reads wasted,", "worst bank", "Full", "rank 0", "100 %"],
};
const exported = path.resolve("test-results/exports");

const screenshot = (name: string) => path.resolve(`test-results/screenshots/${name}.png`);

describe("a person at work with a trace", () => {
  let host: TestHost;

  before(async () => {
    host = await startHost({ "run.kvtrace": sampleTrace, "other.kvtrace": sampleTrace });
    await host.workbench.setSettings({ "kvtrace.imbalanceLimit": 1.01 });
    await host.workbench.runCommand("KV Trace: Open Sample Trace");
    await InspectorPage.painted(host.workbench);
    await host.workbench.openFile("run.kvtrace");
  });
  after(() => host.stop());

  it("reads the figure that they work on in the status bar", async () => {
    const page = await InspectorPage.painted(host.workbench);
    const bar = host.workbench.page.locator(".statusbar");
    await bar.getByText(/\d+\.\d.% wasted/).waitFor();
    await bar.locator('[id*="kvtrace.figure"]').first().click();
    await host.workbench.page.getByText("Nanoseconds per step").first().click();
    await bar.getByText(/\d ns\/step/).waitFor();
    await page.assertClean();
  });

  it("finds the traces and their runs in a view of their own", async () => {
    const { page } = host.workbench;
    await page.locator('.activitybar [aria-label*="KV Traces"]').first().click();
    const tree = page.locator(".sidebar .monaco-list:visible");
    await tree.getByText("other", { exact: true }).first().waitFor();
    await tree
      .getByText(/STARC 256/)
      .first()
      .waitFor();
    await tree
      .getByText(/\d cyc · \d+\.\d.% wasted/)
      .first()
      .waitFor();
  });

  it("is warned in Problems while a limit is exceeded", async () => {
    await host.workbench.runCommand("View: Toggle Problems");
    const problems = host.workbench.page.locator(".markers-panel");
    const warning = problems.getByText(/Mean imbalance of .* above the limit of 1.01/);
    await warning.first().waitFor();
    await host.workbench.screenshot(screenshot("workplace-problems"));
    await host.workbench.setSettings({ "kvtrace.imbalanceLimit": 1000 });
    await warning.first().waitFor({ state: "detached" });
    await host.workbench.runCommand("View: Hide Panel");
  });

  it("copies a summary from the export menu, by keyboard", async () => {
    const page = await InspectorPage.painted(host.workbench);
    const { frame } = page;
    await frame.locator("#export").focus();
    await host.workbench.press("Enter");
    await frame.locator("#export-menu").waitFor({ state: "visible" });
    await page.screenshot("export-menu");
    assert.deepEqual(await accessibilityFindings(frame), []);
    await host.workbench.press("End", "ArrowUp", "ArrowUp", "Enter");
    await frame
      .locator("#message")
      .getByText(/clipboard as Markdown/)
      .waitFor();
    await page.assertClean();
  });

  for (const format of ["svg", "png"] as const) {
    it(`saves the view as ${format} where the host's dialog says`, async () => {
      const page = await InspectorPage.painted(host.workbench);
      const view = format === "svg" ? "time" : "banks";
      await page.show(view);
      await page.frame.locator("#export").click();
      await page.frame.locator(`#export-${format}`).click();
      await host.workbench.page.locator(".quick-input-widget input").first().waitFor();
      await host.workbench.press("Enter");
      const name = `run-${view}.${format}`;
      await page.frame.locator("#message").getByText(name).waitFor();
      const bytes = await readFile(path.join(host.folder, name));
      if (format === "png") {
        assert.equal(bytes.toString("latin1", 1, 4), "PNG");
        assert.ok(bytes.length > 20_000, "the picture is not empty");
      } else {
        assert.match(bytes.toString(), /<svg [^>]*viewBox.*Time of a step.*HBM3/s);
      }
      await page.frame.locator("#dismiss-message").click();
      await page.assertClean();
    });
  }

  it("saves every view that has a picture, with its axes and what was simulated", async () => {
    const page = await InspectorPage.painted(host.workbench);
    mkdirSync(exported, { recursive: true });
    for (const [view, parts] of Object.entries(exportedParts)) {
      await showView(page, view as ViewName);
      await page.frame.locator("#export").click();
      await page.frame.locator("#export-svg").click();
      await host.workbench.page.locator(".quick-input-widget input").first().waitFor();
      await host.workbench.press("Enter");
      const name = `run-${view}.svg`;
      await page.frame.locator("#message").getByText(name).waitFor();
      const text = await readFile(path.join(host.folder, name), "utf8");
      await writeFile(path.join(exported, name), text);
      for (const part of [`run.kvtrace: ${view}`, "decode steps", "HBM3", ...parts]) {
        assert.ok(text.includes(part), `${name} says ${part}`);
      }
      assert.ok(!text.includes("<image"), "drawn, not photographed");
      await page.frame.locator("#dismiss-message").click();
    }
    await page.assertClean();
  });

  it("is asked before an export replaces a file, and may decline", async () => {
    const page = await InspectorPage.painted(host.workbench);
    await showView(page, "trade-off");
    const target = path.join(host.folder, "run-trade-off.svg");
    await writeFile(target, "mine");
    await page.frame.locator("#export").click();
    await page.frame.locator("#export-svg").click();
    const dialog = host.workbench.page.locator(".quick-input-widget");
    await dialog.locator("input").first().waitFor();
    await host.workbench.press("Enter");
    await dialog.getByText(/already exists/).waitFor();
    // Back from the question to the name, and out.
    await host.workbench.press("Escape", "Escape");
    await dialog.waitFor({ state: "hidden" });
    assert.equal(await readFile(target, "utf8"), "mine");
    assert.ok(await page.frame.locator("#message").isHidden(), "declining is no news");
    await showView(page, "banks");
  });

  it("keeps a heat map beside the editor, which follows step and trace", async () => {
    const page = await InspectorPage.painted(host.workbench);
    await host.workbench.runCommand("KV Trace: Show Bank Heatmap Beside");
    const beside = await host.workbench.webview(".panel-page");
    await beside.locator('body[data-painted="true"]').waitFor();
    assert.equal(await beside.locator("#tab-banks").isVisible(), false);
    await page.frame.locator("#step").fill("17");
    await page.frame.locator("#step").press("Tab");
    await beside
      .locator("[data-test='banks-scope']")
      .getByText(/step 17/)
      .waitFor();
    assert.deepEqual(await accessibilityFindings(beside), []);
    for (const theme of ["light", "highContrastDark", "dark"] as const) {
      await host.workbench.setTheme(theme);
      await host.workbench.screenshot(screenshot(`workplace-${theme}`));
    }
    const tree = host.workbench.page.locator(".sidebar .monaco-list:visible");
    await tree.getByText("other", { exact: true }).first().click();
    await beside.locator("#trace-name").getByText("other.kvtrace").waitFor();
    assert.equal(await beside.locator("body").getAttribute("data-violations"), "0");
  });
});
