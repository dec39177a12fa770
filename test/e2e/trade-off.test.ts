import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { waitFor } from "../host/wait-for.mjs";
import { accessibilityFindings } from "./accessibility";
import { InspectorPage } from "./inspector-page";
import { sampleTrace, startHost, type TestHost } from "./host";

/** Has the layer that is shown, and fewer heads and steps. */
const otherTrace = ["--layers", "5", "--kv-heads", "2", "--query-heads", "4"].concat([
  "--prompt-tokens",
  "480",
  "--steps",
  "32",
  "--head-dimension",
  "32",
]);

describe("a person who compares runs", () => {
  let host: TestHost;
  let page: InspectorPage;

  before(async () => {
    host = await startHost({ "run.kvtrace": sampleTrace });
    const other = path.join(host.folder, "other.kvtrace");
    execFileSync(process.execPath, [
      path.resolve("dist/cli.mjs"),
      "generate",
      other,
      ...otherTrace,
    ]);
    await host.workbench.runCommand("KV Trace: Open Sample Trace");
    await InspectorPage.painted(host.workbench);
    await host.workbench.openFile("run.kvtrace");
    page = await InspectorPage.painted(host.workbench);
    await page.frame.locator("#tab-trade-off").click();
    await page.frame.locator("#panel-trade-off").waitFor({ state: "visible" });
  });
  after(() => host.stop());

  const names = () => page.frame.locator("#trade-off-table tbody th .pick").allInnerTexts();

  it("sees every run with ratios to the one that reads everything", async () => {
    assert.equal((await names()).length, 3);
    const full = page.frame.locator("#trade-off-table tbody tr").filter({ hasText: "baseline" });
    assert.match(await full.innerText(), /^Full/);
    for (const ratio of await full.locator(".ratio").allInnerTexts()) assert.equal(ratio, "1×");
    assert.ok((await page.colours("#chart-trade-off")) > 4, "the bars are drawn");
    assert.ok((await page.colours("#chart-pareto")) > 4, "the points are drawn");
    await page.screenshot("trade-off");
  });

  it("sorts by a column, and back, with the keyboard", async () => {
    const heading = page.frame.locator("#trade-off-sort-time");
    const times = async () => {
      const cells = await page.frame
        .locator("#trade-off-table tbody tr td:nth-child(7)")
        .allInnerTexts();
      return cells.map((text) => parseFloat(text));
    };
    await heading.focus();
    await page.frame.page().keyboard.press("Enter");
    await page.frame.locator('th[aria-sort="ascending"] #trade-off-sort-time:focus').waitFor();
    const ascending = await times();
    assert.deepEqual(
      ascending,
      [...ascending].sort((a, b) => a - b),
    );
    await page.frame.page().keyboard.press("Enter");
    await page.frame.locator('th[aria-sort="descending"] #trade-off-sort-time:focus').waitFor();
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
    await page.screenshot("trade-off-difference");
    await page.frame.locator("#difference-show-table").click();
    assert.equal(await page.frame.locator("#difference-table tbody tr").count(), 4);
    await page.frame.locator("#difference-show-table").click();
  });

  it("picks a run that the other views then show", async () => {
    await page.frame.locator("#pareto-pick-shown-1").click();
    await page.frame.locator('#trade-off-pick-shown-1[aria-pressed="true"]').waitFor();
    await page.frame.locator('[data-test="difference-none"]').waitFor({ state: "visible" });
    await page.show("banks");
    assert.match(await page.text("#heat-map-title"), /^Full/);
    await page.frame.locator("#tab-trade-off").click();
    await page.frame.locator("#trade-off-pick-shown-0").click();
  });

  it("is told what a rewritten file changed, and may take the earlier run as baseline", async () => {
    assert.ok(await page.frame.locator('[data-test="trade-off-previous"]').isHidden());
    const whole = await readFile(sampleTrace, "latin1");
    const changed = Buffer.from(whole.replace("TinyStories", "TALLSTORIES"), "latin1");
    await writeFile(path.join(host.folder, "run.kvtrace"), changed);
    await page.frame
      .locator('#panel-file [data-test="fact-model"]:has-text("TALLSTORIES")')
      .waitFor({ state: "attached" });
    page = await InspectorPage.painted(host.workbench);
    const changes = page.frame.locator('[data-test="trade-off-changes"]');
    await changes.getByText(/Model: .*TinyStories.* → .*TALLSTORIES/).waitFor();
    assert.match(await page.text("#changes-table"), /as before/, "the same keys give the same");
    await page.frame
      .locator("#trade-off-baseline")
      .selectOption({ label: "Before: Full attention" });
    await page.frame.locator("#trade-off-table").getByText("Before: Full").waitFor();
    await page.screenshot("trade-off-previous");
    await page.assertClean();
  });

  it("sets another trace beside it from the explorer, and is told what does not fit", async () => {
    const { page: window } = host.workbench;
    const file = (name: string) =>
      window.locator(".explorer-folders-view .monaco-list-row").filter({ hasText: name });
    await file("run.kvtrace").click();
    await file("other.kvtrace").click({ modifiers: ["ControlOrMeta"] });
    await file("run.kvtrace").click({ button: "right" });
    const entry = window.locator(".context-view .action-label").getByText("Compare KV Traces");
    await entry.waitFor();
    await waitFor("the menu to take the click", async () => {
      // A menu that has just opened takes no clicks.
      if (await entry.isHidden()) return true;
      await entry.click({ timeout: 3000 });
      await entry.waitFor({ state: "hidden", timeout: 1000 });
      return true;
    });
    const second = page.frame.locator('[data-test="trade-off-second"]');
    await second.getByText("Its runs are in the table").waitFor();
    assert.deepEqual(await page.frame.locator('[data-test="second-misfits"] li').allInnerTexts(), [
      "It has no KV head 2, 3; it has 2.",
      "It has no steps 32 .. 63; it has 32.",
    ]);
    const table = page.frame.locator("#trade-off-table");
    assert.equal(await table.getByText(/^other\.kvtrace: /).count(), 3);
    const choices = page.frame.locator("#trade-off-baseline option");
    const other = choices.filter({ hasText: "other.kvtrace: STARC" });
    await page.frame.locator("#trade-off-baseline").selectOption(await other.getAttribute("value"));
    await page.frame.locator("#difference-title").getByText("minus other.kvtrace").waitFor();
    await page.screenshot("trade-off-second");
  });

  it("keeps nothing of it from a reader", async () => {
    for (const [name, part] of [
      ["table", "#trade-off-run"],
      ["runs", "#trade-off-table"],
      ["pareto", "#chart-pareto"],
      ["difference", "#difference-map"],
    ]) {
      await page.frame.locator(part).scrollIntoViewIfNeeded();
      await page.screenshot(`trade-off-${name}`);
    }
    assert.deepEqual(await accessibilityFindings(page.frame), []);
    await page.assertClean();
  });

  it("lets go of the other trace", async () => {
    await page.frame.locator("#second-close").click();
    await page.frame.locator('[data-test="trade-off-second"]').waitFor({ state: "hidden" });
    assert.equal(
      await page.frame.locator("#trade-off-table").getByText("other.kvtrace").count(),
      0,
    );
    await page.assertClean();
  });
});
