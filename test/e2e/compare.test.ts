import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { InspectorPage } from "./inspector-page";
import { sampleTrace, startHost, type TestHost } from "./host";

describe("a person who compares runs", () => {
  let host: TestHost;
  let page: InspectorPage;

  before(async () => {
    host = await startHost({ "run.kvtrace": sampleTrace });
    await host.workbench.runCommand("KV Trace: Open Sample Trace");
    await InspectorPage.painted(host.workbench);
    await host.workbench.openFile("run.kvtrace");
    page = await InspectorPage.painted(host.workbench);
    await page.frame.locator("#tab-compare").click();
    await page.frame.locator("#panel-compare").waitFor({ state: "visible" });
  });
  after(() => host.stop());

  const names = () => page.frame.locator("#compare-table tbody th .pick").allInnerTexts();

  it("sees every run with ratios to the one that reads everything", async () => {
    assert.equal((await names()).length, 3);
    const full = page.frame.locator("#compare-table tbody tr").filter({ hasText: "baseline" });
    assert.match(await full.innerText(), /^Full/);
    for (const ratio of await full.locator(".ratio").allInnerTexts()) assert.equal(ratio, "1×");
    assert.ok((await page.colours("#chart-compare")) > 4, "the bars are drawn");
    assert.ok((await page.colours("#chart-pareto")) > 4, "the points are drawn");
    await page.screenshot("compare");
  });

  it("sorts by a column, and back, with the keyboard", async () => {
    const heading = page.frame.locator("#compare-sort-time");
    const times = async () => {
      const cells = await page.frame
        .locator("#compare-table tbody tr td:nth-child(7)")
        .allInnerTexts();
      return cells.map((text) => parseFloat(text));
    };
    await heading.focus();
    await page.frame.page().keyboard.press("Enter");
    await page.frame.locator('th[aria-sort="ascending"] #compare-sort-time:focus').waitFor();
    const ascending = await times();
    assert.deepEqual(
      ascending,
      [...ascending].sort((a, b) => a - b),
    );
    await page.frame.page().keyboard.press("Enter");
    await page.frame.locator('th[aria-sort="descending"] #compare-sort-time:focus').waitFor();
    assert.deepEqual(await times(), ascending.reverse());
  });

  it("sees which banks carry more than in the baseline", async () => {
    const map = page.frame.locator("#difference-map");
    await map.scrollIntoViewIfNeeded();
    assert.ok((await page.colours("#difference-map canvas")) > 4, "loads differ, so do colours");
    await map.focus();
    await page.frame.page().keyboard.press("ArrowRight");
    const live = page.frame.locator('[data-test="difference"] [aria-live="polite"]').first();
    await live.getByText("Difference:").waitFor({ state: "attached" });
    await page.screenshot("compare-difference");
    await page.frame.locator("#difference-show-table").click();
    assert.equal(await page.frame.locator("#difference-table tbody tr").count(), 4);
    await page.frame.locator("#difference-show-table").click();
  });

  it("picks a run that the other views then show", async () => {
    await page.frame.locator("#pareto-pick-shown-1").click();
    await page.frame.locator('#compare-pick-shown-1[aria-pressed="true"]').waitFor();
    await page.frame.locator('[data-test="difference-same"]').waitFor({ state: "visible" });
    await page.show("banks");
    assert.match(await page.text("#heat-map-title"), /^Full/);
    await page.frame.locator("#tab-compare").click();
    await page.frame.locator("#compare-pick-shown-0").click();
  });

  it("is told what a rewritten file changed, and may take the earlier run as baseline", async () => {
    assert.ok(await page.frame.locator('[data-test="compare-previous"]').isHidden());
    const whole = await readFile(sampleTrace, "latin1");
    const changed = Buffer.from(whole.replace("TinyStories", "TALLSTORIES"), "latin1");
    await writeFile(path.join(host.folder, "run.kvtrace"), changed);
    await page.frame.locator("#facts").getByText("TALLSTORIES").waitFor();
    page = await InspectorPage.painted(host.workbench);
    const changes = page.frame.locator('[data-test="compare-changes"]');
    await changes.getByText(/Model: .*TinyStories.* → .*TALLSTORIES/).waitFor();
    assert.match(await page.text("#changes-table"), /as before/, "the same keys give the same");
    await page.frame.locator("#compare-baseline").click();
    await page.frame.locator("#compare-baseline vscode-option").getByText("Before: Full").click();
    await page.frame.locator("#compare-table").getByText("Before: Full").waitFor();
    await page.screenshot("compare-previous");
    await page.assertClean();
  });

  for (const theme of ["light", "highContrastDark", "dark"] as const) {
    it(`reads it in ${theme}, and so does a reader`, async () => {
      await host.workbench.setTheme(theme);
      for (const [name, part] of [
        ["table", "#compare-run"],
        ["pareto", "#chart-pareto"],
        ["difference", "#difference-map"],
      ]) {
        await page.frame.locator(part).scrollIntoViewIfNeeded();
        await page.screenshot(`compare-${name}-${theme}`);
      }
      assert.deepEqual(await seriousFindings(page), []);
      await page.assertClean();
    });
  }
});

/** What axe-core finds in the shown view that keeps people from using it. */
async function seriousFindings({ frame }: InspectorPage): Promise<string[]> {
  const source = await readFile(path.resolve("node_modules/axe-core/axe.min.js"), "utf8");
  await frame.evaluate(source);
  return frame.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: typeof import("axe-core") };
    const { violations } = await axe.run("#panel-compare");
    return violations
      .filter(({ impact }) => impact === "serious" || impact === "critical")
      .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
  });
}
