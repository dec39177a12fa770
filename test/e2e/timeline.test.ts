import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { InspectorPage } from "./inspector-page";
import { sampleTrace, startHost, type TestHost } from "./host";

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
    await page.frame.locator("#panel-timeline #timeline-facts").waitFor();
    await page.frame.locator("#timeline-facts").getByText("commands:").waitFor();
  });
  after(() => host.stop());

  const hear = (pattern: RegExp) => page.textLike('[data-test="timeline-live"]', pattern);

  it("sees the whole step on two buses", async () => {
    assert.ok((await page.colours(".timeline-canvas")) > 4, "phases differ, so do colours");
    assert.match(await page.text("#timeline-facts"), /MACAB.*row bus/);
    await page.screenshot("timeline");
    await page.assertClean();
  });

  it("goes from command to command and measures, with the keyboard alone", async () => {
    const stage = page.frame.locator("#timeline");
    await stage.focus();
    await stage.press("Home");
    await hear(/^WRGB · Write query\. At /);
    await stage.press("m");
    await stage.press("n");
    await hear(/^ACTAB · Index\. At cycle 1,.*Row \d+, all 64 banks/);
    await stage.press("Enter");
    await stage.press("ArrowRight");
    await hear(/^WRGB/);
    await page.textLike("#timeline-measured", /^From WRGB at \d+ to .*cycles, .*ns\.$/);
    await page.screenshot("timeline-commands");
    await stage.press("0");
    await stage.press("End");
    await hear(/Command (\d+) of \1/);
  });

  it("zooms with the wheel and reads what is under the pointer", async () => {
    const stage = page.frame.locator("#timeline");
    await stage.press("Escape");
    await stage.press("Home");
    await stage.press("Enter");
    await stage.press("Escape");
    await stage.hover({ position: { x: 8, y: 100 } });
    for (let turn = 0; turn < 10; turn++) await host.workbench.page.mouse.wheel(0, -200);
    await stage.hover({ position: { x: 9, y: 100 } });
    const tooltip = page.frame.locator('.timeline-map [role="tooltip"]');
    await tooltip.waitFor({ state: "visible" });
    assert.match(await tooltip.innerText(), /At cycle \d+/);
    await page.screenshot("timeline-zoomed");
  });

  it("reads the same commands in a table", async () => {
    await page.frame.locator("#timeline-show-table").click();
    const rows = page.frame.locator("#timeline-table tbody tr");
    await rows.first().waitFor();
    assert.ok((await rows.count()) <= 32, "only what is on screen");
    await page.frame.locator("#timeline-whole").click();
    await page.frame.locator("#timeline-table-caption").getByText("All 104 commands").waitFor();
    assert.equal(await rows.count(), 104);
    await page.frame.locator("#timeline-show-table").click();
  });

  it("follows step, run and unit", async () => {
    await page.frame.locator("#step").fill("9");
    await page.frame.locator("#timeline-title").getByText("step 9").waitFor();
    const before = await page.text("#timeline-facts");
    await page.frame.locator("#timeline-run").selectOption({ index: 1 });
    await page.frame.locator("#timeline-title").getByText("Full").waitFor();
    await page.frame.waitForFunction(
      (text) => document.querySelector("#timeline-facts")?.textContent !== text,
      before,
    );
    await page.assertClean();
  });

  it("saves the step for Perfetto, with the keyboard alone", async () => {
    await page.frame.locator("#timeline-export").press("Enter");
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
