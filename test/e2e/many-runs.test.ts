import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Locator } from "playwright-core";
import { runColumns } from "../../webview/page/runs/columns";
import { accessibilityFindings } from "./accessibility";
import { InspectorPage } from "./inspector-page";
import { sampleTrace, startHost, type TestHost } from "./host";

describe("a person who compares many runs", () => {
  let host: TestHost;

  before(async () => {
    host = await startHost({ "run.kvtrace": sampleTrace });
    await host.workbench.runCommand("KV Trace: Open Sample Trace");
    await InspectorPage.painted(host.workbench);
  });
  after(() => host.stop());

  /** Ticks every policy in the list that is open; returns how many there are. */
  async function tickAll(list: Locator): Promise<number> {
    const count = list.locator(".quick-input-count");
    await list.locator(".quick-input-header [role=checkbox]").first().click();
    return parseInt(await count.innerText(), 10);
  }

  it("sees all figures of every one", async () => {
    await host.workbench.runCommand("KV Trace: Compare Policies");
    const list = host.workbench.page.locator(".quick-input-widget");
    await list.getByText("STARC", { exact: true }).first().waitFor();
    const policies = await tickAll(list);
    assert.ok(policies > 7, `${policies} policies`);
    const shown = await InspectorPage.painted(host.workbench);
    // As the page does when the palette has closed, sometimes after the list has opened.
    await shown.frame.locator("#picture").focus();
    assert.ok(await list.isVisible(), "what was ticked is not lost with the focus");
    await list.locator("input").first().press("Enter");
    await list.getByText("Budget: tokens").waitFor();
    await list.locator("input").first().press("Enter");
    const page = await InspectorPage.painted(host.workbench);
    await page.frame.locator("#tab-trade-off").click();
    const rows = page.frame.locator("#trade-off-table tbody tr");
    // A run that lacks a figure of the plot has no point.
    await rows.nth(policies - 1).waitFor({ state: "attached" });
    assert.equal(await rows.count(), policies);
    await page.screenshot("many-runs");
    await page.assertClean();
  });

  it("adds one by the form, and none of thirteen lacks a figure of the table", async () => {
    const page = await InspectorPage.painted(host.workbench);
    const { frame } = page;
    const rows = frame.locator(".run-row");
    const policies = await rows.count();
    // Every policy is there: what is added is a second run of the one that is worked on.
    await frame.locator(".run-name", { hasText: /^STARC \d+$/ }).click();
    await frame.locator("#add-run").click();
    await frame.locator("#add-run-next").click();
    const budget = frame.locator(`#run-${policies}-budget`);
    await budget.fill("100");
    await host.workbench.press("Enter", "Escape");
    await frame.locator(`#run-${policies}-name`).getByText("100").waitFor();
    assert.equal(await rows.count(), policies + 1);
    assert.ok(policies + 1 >= 13, `${policies + 1} runs`);
    await frame.locator('body[data-state="complete"]').waitFor();
    await frame.locator(".run-row.old").waitFor({ state: "detached" });
    await frame.locator("#run-columns").click();
    for (const box of await frame.locator("#run-columns-list input").all()) await box.check();
    await host.workbench.press("Escape");
    const cells = await rows.evaluateAll((all) =>
      all.map((row) =>
        [...row.querySelectorAll<HTMLElement>("td[data-column]")].map((cell) => {
          return [cell.dataset.column ?? "", cell.innerText] as const;
        }),
      ),
    );
    for (const [place, row] of cells.entries()) {
      const name = await frame.locator(`#run-${place}-name`).innerText();
      assert.deepEqual(
        row.map(([column]) => column).toSorted(),
        runColumns.map(({ id }) => id).toSorted(),
        name,
      );
      for (const [column, text] of row) assert.match(text, /\d/, `${column} of ${name}`);
    }
    await page.screenshot("many-runs-columns");
    await page.assertClean();
  });

  it("removes one, and has the figures of the others in the next frame, and it back by a key", async () => {
    const page = await InspectorPage.painted(host.workbench);
    const { frame } = page;
    const names = () => frame.locator(".run-row .run-name").allInnerTexts();
    const before = await names();
    const state = await frame.locator("#run-1-remove").evaluate(async (button) => {
      (button as HTMLButtonElement).click();
      const next = () => new Promise((resolve) => requestAnimationFrame(resolve));
      await next();
      await next();
      return document.body.dataset.state;
    });
    assert.equal(state, "complete");
    assert.deepEqual(await names(), before.toSpliced(1, 1));
    await frame.locator("#message").getByText(`Removed ${before[1]}.`).waitFor();
    await page.screenshot("many-runs-removed");
    assert.deepEqual(await accessibilityFindings(frame), []);
    await frame.locator("#message-action").click();
    await frame.locator("#message").waitFor({ state: "hidden" });
    assert.deepEqual(await names(), before);
    await frame.locator("#tab-trade-off").focus();
    await host.workbench.press("Control+Z");
    await frame.locator(`.run-row:nth-child(${before.length})`).waitFor({ state: "detached" });
    assert.deepEqual(await names(), before.toSpliced(1, 1));
    await host.workbench.press("Control+Z");
    await frame.locator(`.run-row:nth-child(${before.length})`).waitFor();
    await host.workbench.press("Control+Shift+Z");
    await frame.locator(`.run-row:nth-child(${before.length})`).waitFor({ state: "detached" });
    await page.assertClean();
  });

  it("is told in its row why one cannot be simulated, and sees the others", async () => {
    const whole = await readFile(sampleTrace, "latin1");
    const file = path.join(host.folder, "run.kvtrace");
    await host.workbench.openFile("run.kvtrace");
    let page = await InspectorPage.painted(host.workbench);
    const rows = page.frame.locator(".run-row");
    const runs = await rows.count();
    // Tensors of unknown names are as good as none.
    await writeFile(file, Buffer.from(whole.replaceAll(".queries", ".unknown"), "latin1"));
    const failures = page.frame.locator(".run-failure");
    await failures.first().waitFor();
    page = await InspectorPage.painted(host.workbench);
    assert.match(await failures.first().innerText(), /needs queries, which layer \d of this trace/);
    const failed = await failures.count();
    assert.ok(failed > 0 && failed < runs, `${failed} of ${runs}`);
    assert.equal(
      await page.frame.locator(".run-row td[data-column=cycles]").count(),
      runs - failed,
    );
    await page.screenshot("many-runs-refused");
    assert.deepEqual(await accessibilityFindings(page.frame), []);
    await writeFile(file, Buffer.from(whole, "latin1"));
    await failures.first().waitFor({ state: "detached" });
    await InspectorPage.painted(host.workbench);
    await page.assertClean();
  });
});
