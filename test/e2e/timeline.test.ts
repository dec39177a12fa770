import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { InspectorPage } from "./inspector-page";
import { accessibilityFindings } from "./accessibility";
import { sampleTrace, startHost, type TestHost } from "./host";

/** Runs with which the sample opens. */
const runs = 4;

describe("a person who follows the commands of a step", () => {
  let host: TestHost;
  let page: InspectorPage;

  before(async () => {
    host = await startHost({ "run.kvtrace": sampleTrace });
    await host.workbench.runCommand("KV Trace: Open Sample Trace");
    await InspectorPage.painted(host.workbench);
    await host.workbench.openFile("run.kvtrace");
    await InspectorPage.painted(host.workbench);
    await host.workbench.runCommand("KV Trace: Show Command Timeline");
    page = await InspectorPage.painted(host.workbench);
    await page.frame
      .locator("#timeline-facts")
      .getByText("commands:")
      .waitFor({ state: "attached" });
  });
  after(() => host.stop());

  const stage = () => page.frame.locator("#timeline");
  const hear = (pattern: RegExp) => page.textLike('[data-test="timeline-live"]', pattern);

  it("sees every run on two buses, aligned on one axis", async () => {
    const lanes = page.frame.locator(".timeline-lane");
    assert.equal(await lanes.count(), runs);
    assert.ok((await page.colours(".timeline-canvas")) > 4, "phases differ, so do colours");
    const facts = await page.frame.locator("#timeline-facts").textContent();
    assert.match(facts ?? "", /MACAB.*row bus/);
    const boxes = await lanes.locator("canvas").all();
    const lefts = await Promise.all(boxes.map(async (box) => (await box.boundingBox())?.x));
    assert.equal(new Set(lefts).size, 1);
    await page.screenshot("timeline");
    await page.assertClean();
  });

  it("goes from command to command and measures, with the keyboard alone", async () => {
    await stage().focus();
    await stage().press("Home");
    await hear(/^WRGB · Write query\. At /);
    await stage().press("m");
    await stage().press("n");
    await hear(/^ACTAB · Index\. At cycle 1,.*Row \d+, all 64 banks/);
    await stage().press("Enter");
    await stage().press("ArrowRight");
    await hear(/^WRGB/);
    await page.textLike("#timeline-measured", /cycles, .*ns from cycle \d+ to \d+\.$/);
    await page.screenshot("timeline-commands");
    await stage().press("Escape");
    await stage().press("0");
    await stage().press("End");
    await hear(/Command (\d+) of \1/);
  });

  it("measures by dragging, and no tooltip covers what was measured", async () => {
    const box = (await stage().boundingBox())!;
    const { mouse } = host.workbench.page;
    const tooltip = page.frame.locator('.timeline-map [role="tooltip"]');
    await stage().hover({ position: { x: 100, y: 20 } });
    await mouse.down();
    await stage().hover({ position: { x: 300, y: 24 } });
    await mouse.up();
    await stage().hover({ position: { x: 298, y: 26 } });
    assert.ok(box.width > 300);
    await page.textLike("#timeline-measured", / from cycle \d+ to \d+\.$/);
    assert.ok(await tooltip.isHidden(), "it is over the area");
    const rows = page.frame.locator("#timeline-area tbody tr");
    assert.equal(await rows.count(), runs);
    await page.screenshot("timeline-measured");
    await stage().press("Escape");
    await rows.first().waitFor({ state: "hidden" });
  });

  it("zooms with Ctrl and the wheel, and reads what is under the pointer", async () => {
    await stage().press("Home");
    await stage().press("Enter");
    await stage().hover({ position: { x: 8, y: 60 } });
    await host.workbench.page.keyboard.down("Control");
    for (let turn = 0; turn < 10; turn++) await host.workbench.page.mouse.wheel(0, -200);
    await host.workbench.page.keyboard.up("Control");
    await stage().hover({ position: { x: 9, y: 60 } });
    const tooltip = page.frame.locator('.timeline-map [role="tooltip"]');
    await tooltip.waitFor({ state: "visible" });
    assert.match(await tooltip.innerText(), /At cycle \d+/);
    await page.screenshot("timeline-zoomed");
  });

  it("finds commands by name and row", async () => {
    await stage().press("0");
    await stage().press("/");
    await page.frame.locator("#timeline-find").fill("act");
    const found = Number(await page.text("#timeline-found"));
    assert.ok(found > 0, `${found} activates`);
    await page.frame.locator("#timeline-find").press("Enter");
    await hear(/^ACTAB/);
    await page.textLike("#timeline-found", /^\d+ of \d+$/);
    await page.frame.locator("#timeline-find").press("Escape");
    assert.equal(await page.frame.evaluate(() => document.activeElement?.id), "timeline");
  });

  it("picks a command in any run's lane, which is then worked on", async () => {
    const lanes = page.frame.locator(".timeline-lane");
    const { height } = (await lanes.first().boundingBox())!;
    await stage().click({ position: { x: 40, y: 1.5 * height } });
    await page.frame.locator(".timeline-lane.shown").getByText("Full").waitFor();
    await page.textLike("#timeline-measured", /^\w+ at cycle \d/);
  });

  it("follows the step", async () => {
    await stage().click({ position: { x: 40, y: 20 } });
    await page.frame.locator(".timeline-lane.shown").getByText("STARC").waitFor();
    const before = await page.frame.locator("#timeline-facts").textContent();
    await page.frame.locator("#step").fill("9");
    await page.frame.locator('#timeline[aria-label*="step 9"]').waitFor();
    await page.frame.waitForFunction(
      (text) => document.querySelector("#timeline-facts")?.textContent !== text,
      before,
    );
    await page.assertClean();
  });

  it("reads the same commands in a table", async () => {
    await page.frame.locator("#view-settings").click();
    await page.frame.locator("#timeline-show-table").click();
    await page.frame.locator("#timeline-table-caption").getByText("commands on screen").waitFor();
    assert.ok((await page.frame.locator("#timeline-table tbody tr").count()) > 10);
    await page.frame.locator("#timeline-show-table").click();
    await stage().waitFor();
  });

  it("saves the step for Perfetto, with the keyboard alone", async () => {
    const exporter = page.frame.locator("#timeline-export");
    if (!(await exporter.isVisible())) await page.frame.locator("#view-settings").press("Enter");
    await exporter.press("Enter");
    await host.workbench.page.locator(".quick-input-widget:visible input").first().waitFor();
    await host.workbench.press("Enter");
    await page.frame.locator(".message").getByText("Timeline saved to").waitFor();
    const [, target] = /saved to (.*)$/m.exec(await page.text(".message-text")) ?? [];
    assert.ok(existsSync(target), target);
    const { traceEvents } = JSON.parse(await readFile(target, "utf8")) as {
      traceEvents: { name: string }[];
    };
    assert.ok(traceEvents.filter(({ name }) => name === "MACAB").length > 10);
  });
});

describe("a person who asks what a step costs", () => {
  let host: TestHost;
  let page: InspectorPage;

  before(async () => {
    host = await startHost({ "run.kvtrace": sampleTrace });
    await host.workbench.runCommand("KV Trace: Open Sample Trace");
    await InspectorPage.painted(host.workbench);
    await host.workbench.runCommand("KV Trace: Show Time");
    page = await InspectorPage.painted(host.workbench);
    await page.frame.locator('#chart-cycles[aria-label^="Time"]').waitFor();
  });
  after(() => host.stop());

  it("sees every run's bar by phase, and the steps of the one that is worked on", async () => {
    assert.ok((await page.colours("#chart-cycles canvas")) > 4, "phases differ, so do colours");
    assert.ok((await page.colours(".cost-steps canvas")) > 4);
    assert.equal(await page.frame.locator(".cost-bars .run-label").count(), runs);
    assert.deepEqual(await accessibilityFindings(page.frame), []);
    await page.screenshot("time");
  });

  it("goes to the step that is clicked, and nothing but the mark moves", async () => {
    const bars = page.frame.locator("#chart-cycles");
    const before = await bars.boundingBox();
    const box = (await page.frame.locator("#chart-steps").boundingBox())!;
    await page.frame.locator("#chart-steps").click({ position: { x: box.width * 0.5, y: 20 } });
    await page.frame.locator('#chart-steps[aria-label*="step 32 is marked"]').waitFor();
    assert.deepEqual(await bars.boundingBox(), before);
  });

  it("sees the energy instead, and the figures as a table", async () => {
    await page.frame.locator("#time-show").getByText("Energy").click();
    await page.frame.locator('#chart-cycles[aria-label^="Energy"]').waitFor();
    await page.screenshot("time-energy");
    await page.frame.locator("#view-settings").click();
    await page.frame.locator("#time-show-table").click();
    await page.frame.locator("#time-table tbody tr").first().waitFor();
    assert.equal(await page.frame.locator("#time-table tbody tr").count(), runs);
    await page.frame.locator("#time-show-table").click();
    await page.frame.locator("#chart-cycles").waitFor();
    await page.frame.locator("#time-show").press("Escape");
  });

  it("leaves out what is hidden", async () => {
    await page.frame.locator("#run-1-colour").click();
    const labels = page.frame.locator(".cost-bars .run-label");
    await labels.nth(runs - 1).waitFor({ state: "detached" });
    assert.equal(await labels.count(), runs - 1);
    await page.assertClean();
  });
});
