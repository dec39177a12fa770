import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { isDeepStrictEqual } from "node:util";
import { waitFor } from "../../test/host/wait-for.mjs";
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

describe("a person who looks for the best trade-off", () => {
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
    await page.show("trade-off");
  });
  after(() => host.stop());

  const said = async () =>
    (await page.frame.locator("#chart-trade-off").getAttribute("aria-label"))!;
  const runNames = () => page.frame.locator(".run-name").allTextContents();
  const pointNames = () => page.frame.locator("#trade-off-table tbody th").allTextContents();
  const seesPoints = (what: string, names: readonly string[]) =>
    waitFor(what, async () => isDeepStrictEqual(await pointNames(), names) || undefined);

  it("sees every run as a named point in a plot that fills the picture", async () => {
    assert.deepEqual(await pointNames(), await runNames());
    assert.ok((await page.colours("#chart-trade-off")) > 4, "the points are drawn");
    assert.match(await said(), /^Mass kept against time\. STARC.*Full.*Pareto-optimal: /);
    await page.frame.getByText("Baseline: Full").waitFor();
    const [plot, picture] = await Promise.all(
      ["#chart-trade-off", "#picture"].map((part) => page.frame.locator(part).boundingBox()),
    );
    assert.ok(plot!.height > picture!.height - 60 && plot!.width > picture!.width - 60);
    await page.screenshot("trade-off");
  });

  it("sets any two figures against each other", async () => {
    await page.frame.locator("#trade-off-quality").selectOption("wasted");
    await page.frame.locator("#trade-off-cost").selectOption("energy");
    await waitFor("the figures", async () => {
      return (await said()).startsWith("Wasted reads against energy.") || undefined;
    });
    await page.screenshot("trade-off-figures");
    await page.frame.locator("#trade-off-quality").selectOption("massKept");
    await page.frame.locator("#trade-off-cost").selectOption("time");
  });

  it("sweeps over budgets: a line for each policy, each point of which can become a run", async () => {
    const sweep = page.frame.locator("#trade-off-sweep");
    await sweep.click();
    await sweep.getByText("End sweep", { exact: true }).waitFor({ timeout: 60_000 });
    const runs = await runNames();
    // Each run with a budget, at all budgets that a trace of so many tokens has.
    const swept = runs.flatMap((name) => {
      const policy = /^(.+) \d+$/.exec(name)?.[1];
      return policy ? ["64", "128", "256", "512", "1024"].map((each) => `${policy} ${each}`) : name;
    });
    assert.ok(swept.length > 2 * runs.length, runs.join());
    assert.deepEqual((await pointNames()).sort(), swept.sort());
    assert.match(await said(), /STARC 512/);
    await page.screenshot("trade-off-sweep");
    await sweep.click();
    await seesPoints("the runs alone", runs);
  });

  it("leaves out what is hidden", async () => {
    const runs = await runNames();
    await page.frame.locator("#run-2-colour").click();
    await seesPoints("all runs but the hidden one", runs.toSpliced(2, 1));
    await page.frame.locator("#run-2-colour").click();
    await seesPoints("all runs", runs);
  });

  it("is told what a rewritten file changed", async () => {
    assert.ok(await page.frame.locator("#trade-off-show-changes").isHidden());
    const whole = await readFile(sampleTrace, "latin1");
    const changed = Buffer.from(whole.replace("TinyStories", "TALLSTORIES"), "latin1");
    await writeFile(path.join(host.folder, "run.kvtrace"), changed);
    await page.frame.locator("#trade-off-show-changes").waitFor({ timeout: 60_000 });
    page = await InspectorPage.painted(host.workbench);
    await page.frame.locator("#trade-off-show-changes").click();
    const changes = page.frame.locator('[data-test="trade-off-changes"]');
    await changes.getByText(/Model: .*TinyStories.* → .*TALLSTORIES/).waitFor();
    assert.match(await page.text("#changes-table"), /as before/, "the same keys give the same");
    await page.screenshot("trade-off-previous");
    assert.deepEqual(await accessibilityFindings(page.frame), []);
    await page.frame.page().keyboard.press("Escape");
    await page.frame.locator("#trade-off-show-changes:focus").waitFor();
    assert.ok(await changes.isHidden());
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
    await page.frame.locator("#trade-off-show-second").click();
    const second = page.frame.locator('[data-test="trade-off-second"]');
    await second.getByText("Its runs are in the plot").waitFor();
    assert.deepEqual(await page.frame.locator('[data-test="second-misfits"] li').allInnerTexts(), [
      "It has no KV head 2, 3; it has 2.",
      "It has no steps 32 .. 63; it has 32.",
    ]);
    await page.screenshot("trade-off-second");
    await page.frame.page().keyboard.press("Escape");
    const runs = await runNames();
    const others = runs.map((name) => `other.kvtrace: ${name}`);
    await seesPoints("the runs of both traces", [...runs, ...others]);
    assert.match(await said(), /other\.kvtrace: STARC.*Pareto-optimal, other\.kvtrace: /);
    await page.screenshot("trade-off-two-traces");
  });

  for (const theme of ["light", "highContrastDark", "highContrastLight", "dark"] as const) {
    it(`keeps nothing of it from a reader in ${theme}`, async () => {
      await host.workbench.setTheme(theme);
      await page.screenshot(`trade-off-${theme}`);
      assert.deepEqual(await accessibilityFindings(page.frame), []);
      await page.assertClean();
    });
  }

  it("lets go of the other trace", async () => {
    await page.frame.locator("#trade-off-show-second").click();
    await page.frame.locator("#second-close").click();
    await page.frame.locator("#trade-off-show-second").waitFor({ state: "hidden" });
    await seesPoints("the runs of this trace", await runNames());
    await page.assertClean();
  });
});
