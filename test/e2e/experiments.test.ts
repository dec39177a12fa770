import assert from "node:assert/strict";
import { readdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { waitFor } from "../../test/host/wait-for.mjs";
import { accessibilityFindings } from "./accessibility";
import { InspectorPage } from "./inspector-page";
import { sampleTrace, startHost, type TestHost } from "./host";

const screenshot = (name: string) => path.resolve(`test-results/screenshots/${name}.png`);

const experiment = `{
  // What clusters keep at two budgets.
  "traces": "run.kvtrace",
  "layers": 4,
  "policies": ["full", "quest", { "policy": "starc", "parameters": { "denseLayers": 0 } }],
  "budgets": [64, 256],
  "limits": { "massRecall": 0.999 }
}
`;

const runLens = ({ workbench }: TestHost) =>
  workbench.page
    .locator(".codelens-decoration a")
    .filter({ hasText: /^\s*Run: 5 runs × 1 trace × 4 heads\s*$/ });

/** Opens what changed in Trade-off, where it is closed, until it says so. */
async function seeChange({ workbench }: TestHost, change: RegExp) {
  return waitFor(`${change.source} in what changed`, async () => {
    const inspector = await InspectorPage.painted(workbench);
    const button = inspector.frame.locator("#trade-off-show-changes");
    if ((await button.getAttribute("aria-expanded")) !== "true") await button.click();
    const changes = inspector.frame.locator('[data-test="trade-off-previous"]');
    const isSeen = await changes.getByText(change).isVisible();
    return isSeen ? { inspector, changes } : undefined;
  });
}

describe("a person with an experiment", () => {
  let host: TestHost;

  before(async () => {
    host = await startHost({ "run.kvtrace": sampleTrace });
    await writeFile(path.join(host.folder, "budgets.kvsim.json"), experiment);
    await host.workbench.setSettings({ "kvtrace.cacheSize": 0 });
    await host.workbench.openFile("budgets.kvsim.json");
  });
  after(() => host.stop());

  it("is told of a misspelt field while writing, with the nearest name", async () => {
    const { page } = host.workbench;
    const lens = page.locator(".codelens-decoration");
    await runLens(host).waitFor();
    await page.getByText('"policies"').first().dblclick();
    await page.keyboard.type("polices");
    await lens.getByText("2 problems before it can run").waitFor();
    await host.workbench.runCommand("View: Toggle Problems");
    const problems = page.locator(".markers-panel");
    await problems.getByText("polices: is unknown; the nearest known is policies").waitFor();
    await host.workbench.screenshot(screenshot("experiment-problems"));
    await host.workbench.runCommand("View: Hide Panel");
    await page.getByText('"polices"').first().dblclick();
    await page.keyboard.type("policies");
    await page.keyboard.press("Escape");
    await runLens(host).waitFor();
  });

  it("runs it from above its text and finds its runs compared", async () => {
    const { page } = host.workbench;
    await host.workbench.screenshot(screenshot("experiment-lens"));
    const runs = path.join(host.folder, ".kvtrace", "runs");
    // A lens that is drawn anew meanwhile takes no click.
    await waitFor("the run's folder", async () => {
      await runLens(host).click({ timeout: 3000 });
      await delay(1500);
      return (await readdir(runs)).length > 0 || undefined;
    });
    await page.locator('.tab[data-resource-name="run.kvtrace"]').waitFor({ timeout: 60_000 });
    const inspector = await InspectorPage.painted(host.workbench);
    await inspector.frame.locator("#panel-trade-off").waitFor({ state: "visible" });
    const points = inspector.frame.locator("#trade-off-table tbody tr");
    await points.nth(4).waitFor({ state: "attached" });
    assert.equal(await points.count(), 5);
    assert.deepEqual(await accessibilityFindings(inspector.frame), []);
    await inspector.assertClean();
    await inspector.screenshot("experiment-trade-off");
    const stored = await readdir(runs);
    assert.match(stored.join(), /^budgets \d{4}-\d\d-\d\d \d\d\.\d\d\.\d\d$/);
  });

  it("adds a run of their own, runs it again, and has their runs and figures back", async () => {
    const { page } = host.workbench;
    const inspector = await InspectorPage.painted(host.workbench);
    const { frame } = inspector;
    const table = () => frame.locator(".run-row").allInnerTexts();
    const first = (await table()).length;
    await frame.locator("#add-run").click();
    await frame.locator("#add-run-next").click();
    await host.workbench.press("Escape");
    await frame.locator(`.run-row:nth-child(${first + 1})`).waitFor();
    const isWhole = async () => {
      await frame.locator('body[data-state="complete"]').waitFor();
      await frame.locator(".run-row.old").waitFor({ state: "detached" });
    };
    await isWhole();
    const own = await table();
    await host.workbench.openFile("budgets.kvsim.json");
    await host.workbench.runCommand("KV Trace: Run Experiment");
    await page.locator('.tab.active[data-resource-name="run.kvtrace"]').waitFor();
    await frame
      .locator("#message")
      .getByText(/^Shows the runs of budgets \d{4}-/)
      .waitFor();
    assert.equal((await table()).length, first);
    await isWhole();
    await inspector.screenshot("experiment-bring-back");
    assert.deepEqual(await accessibilityFindings(frame), []);
    await frame.locator("#message-action").getByText("Bring back yours").click();
    await frame.locator(`.run-row:nth-child(${first + 1})`).waitFor();
    assert.equal(await frame.locator("body").getAttribute("data-state"), "complete");
    assert.deepEqual(await table(), own);
    await frame.locator("#tab-trade-off").focus();
    await host.workbench.press("Control+Z");
    await frame.locator(`.run-row:nth-child(${first + 1})`).waitFor({ state: "detached" });
    await host.workbench.press("Control+Z");
    await frame.locator(`.run-row:nth-child(${first + 1})`).waitFor();
    assert.deepEqual(await table(), own);
    await inspector.assertClean();
  });

  it("finds the run in the view of experiments, and the limit that it crossed", async () => {
    const { page } = host.workbench;
    await page.locator('.activitybar [aria-label*="KV Traces"]').first().click();
    const tree = page.locator(".sidebar .monaco-list:visible");
    await tree.getByText("budgets.kvsim.json").first().waitFor();
    await tree
      .getByText(/5 runs · 1 trace · 4 limits crossed/)
      .first()
      .waitFor();
    await host.workbench.runCommand("View: Toggle Problems");
    await page
      .locator(".markers-panel")
      .getByText(/Mean massRecall of Quest 64 .* below the limit of 0.999/)
      .first()
      .waitFor();
    await host.workbench.screenshot(screenshot("experiment-view"));
    await host.workbench.runCommand("View: Hide Panel");
  });

  it("compares two stored runs, the older one as what was before", async () => {
    const { page } = host.workbench;
    await page.locator('.tab[data-resource-name="budgets.kvsim.json"]').click();
    await page.getByText("64", { exact: true }).first().dblclick();
    await page.keyboard.type("128");
    await host.workbench.runCommand("KV Trace: Run Experiment");
    const rows = page
      .locator(".sidebar .monaco-list-row:visible")
      .filter({ hasText: /budgets \d{4}-/ });
    await rows.nth(1).waitFor({ timeout: 60_000 });
    await page.locator('.tab.active[data-resource-name="run.kvtrace"]').waitFor();
    // What was simulated last is there before another is asked for.
    await seeChange(host, /Quest 64 → Quest 128/);
    // The older run first, so that only comparing the two turns before and now around.
    await rows.nth(1).click();
    await seeChange(host, /Quest 128 → Quest 64/);
    await rows.nth(0).click({ modifiers: ["Control"] });
    await rows.nth(1).click({ button: "right" });
    const menu = page.locator(".context-view .action-label").getByText("Compare Two Runs");
    // A menu takes no click right after it has opened.
    await delay(500);
    await menu.click();
    await menu.waitFor({ state: "detached" });
    const { inspector, changes } = await seeChange(host, /Quest 64 → Quest 128/);
    assert.equal(await changes.getByText("The file was written again.").count(), 0);
    await changes.scrollIntoViewIfNeeded();
    await inspector.screenshot("experiment-two-runs");
    await inspector.assertClean();
  });

  it("makes an experiment of what the inspector shows", async () => {
    const { page } = host.workbench;
    await host.workbench.runCommand("KV Trace: New Experiment from Current View");
    await page.locator('.tab[data-resource-name="run.kvsim.json"]').waitFor();
    await page.locator(".view-lines").getByText("All combinations").waitFor();
    await runLens(host).waitFor();
    await host.workbench.screenshot(screenshot("experiment-new"));
  });
});
