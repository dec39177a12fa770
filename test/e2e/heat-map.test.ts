import assert from "node:assert/strict";
import type { Locator } from "playwright-core";
import { waitFor } from "../../test/host/wait-for.mjs";
import { accessibilityFindings } from "./accessibility";
import { InspectorPage } from "./inspector-page";
import { startHost, type TestHost } from "./host";

describe("a person at the heat map", () => {
  let host: TestHost;
  let page: InspectorPage;
  let map: Locator;
  let tooltip: Locator;
  let live: Locator;

  before(async () => {
    host = await startHost({});
    await host.workbench.page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await host.workbench.runCommand("KV Trace: Open Sample Trace");
    page = await InspectorPage.painted(host.workbench);
    map = page.frame.locator("#heat-map-0");
    const first = page.frame.locator(".multiple").first();
    tooltip = first.locator("[data-test='tooltip']");
    live = first.locator("[data-test='heat-map-live']");
  });
  after(() => host.stop());

  const press = async (...keys: string[]) => {
    for (const key of keys) await map.press(key);
  };
  const rows = async () => (await map.getAttribute("data-rows"))!.split("|");
  const statistics = (text: string | RegExp) =>
    page.frame
      .locator("#panel-banks [data-test='range-statistics']")
      .filter({ hasText: text })
      .waitFor();
  const choose = async (id: string, label: string) => {
    await page.frame.locator(id).selectOption({ label });
  };
  /** Opens or closes what is chosen rarely. */
  const settings = () => page.frame.locator("#view-settings").click();

  it("sees every run's banks on one scale, what each wastes, and no idle channel", async () => {
    const names = await page.frame.locator(".multiple-name").allInnerTexts();
    assert.equal(names.length, 4);
    const verdicts = await page.frame.locator("[data-test='verdict']").allInnerTexts();
    const wasted = (policy: string) => {
      const verdict = verdicts[names.findIndex((name) => name.startsWith(policy))];
      return Number(/^([\d.]+).*wasted, worst [\d.]+×$/.exec(verdict)![1]);
    };
    const isInOrder = wasted("Full") < wasted("STARC") && wasted("STARC") < wasted("Token top-k");
    assert.ok(isInOrder, verdicts.join());
    assert.deepEqual(await rows(), ["0", "1", "2", "3"]);
    assert.equal(await page.frame.locator(".colour-bar:visible").count(), 1);
    await page.screenshot("heat-maps");
    const idle = page.frame.locator("#heat-map-idle");
    assert.match(await idle.innerText(), /^12 idle channels folded \(4–15\)/);
    await idle.click();
    // So many rows are not all labelled; the last of them is the last channel.
    await waitFor("all channels", async () => Number((await rows()).at(-1)) > 12 || undefined);
    const box = (await map.boundingBox())!;
    await map.hover({ position: { x: box.width * 0.4, y: box.height - 3 } });
    assert.match(await tooltip.locator("strong").innerText(), /^Channel 15,/);
    await page.screenshot("heat-maps-idle");
    await idle.click();
    await waitFor("used channels", async () => (await rows()).length === 4 || undefined);
  });

  it("sees what each run has more than the baseline, and what is over the mean", async () => {
    await page.frame.locator("#heat-map-difference").click();
    await page.frame.locator('.colour-bar[data-title^="Δ"]').waitFor();
    await map.hover({ position: { x: 20, y: 20 } });
    assert.match(await tooltip.innerText(), /Difference: -[\d.]+ percentage points/);
    await page.screenshot("heat-maps-difference");
    await page.frame.locator("#heat-map-difference").click();
    await choose("#heat-map-metric", "Load over the mean");
    await page.frame.locator('.colour-bar[data-title="Load over the mean"]').waitFor();
    await page.screenshot("heat-maps-over-mean");
  });

  it("zooms in on the bank under the pointer, pans, and sees all again", async () => {
    const box = (await map.boundingBox())!;
    const over = { x: box.width * 0.4, y: box.height * 0.14 };
    await map.hover({ position: over });
    const before = await tooltip.locator("strong").innerText();
    await host.workbench.page.mouse.wheel(0, -600);
    await waitFor("zoomed columns", async () => {
      const names = await map.getAttribute("data-columns");
      return !names?.includes("pseudo-channel 1") || undefined;
    });
    await map.hover({ position: { x: over.x + 1, y: over.y } });
    assert.equal(await tooltip.locator("strong").innerText(), before);
    await page.screenshot("heat-map-zoomed");
    await host.workbench.page.mouse.down();
    await host.workbench.page.mouse.move(box.x + 30, box.y + over.y, { steps: 4 });
    await host.workbench.page.mouse.up();
    await map.hover({ position: over });
    assert.notEqual(await tooltip.locator("strong").innerText(), before);
    await press("0");
    assert.equal(await live.textContent(), "All cells in view.");
    await page.frame.locator("#heat-map-whole").waitFor({ state: "hidden" });
  });

  it("goes from one hot bank to the next", async () => {
    await press("n");
    const verdict = await page.frame.locator("[data-test='verdict']").first().innerText();
    const first = (await live.textContent())!;
    const worst = (text: string) => /([\d.]+)×/.exec(text)![1];
    assert.equal(parseFloat(worst(first)).toFixed(2), parseFloat(worst(verdict)).toFixed(2));
    await press("n");
    assert.notEqual(await live.textContent(), first);
    await press("p");
    assert.equal(await live.textContent(), first);
    await choose("#heat-map-metric", "Tokens in the bank");
  });

  it("marks a range by keyboard, reads its statistics and copies it", async () => {
    await press(
      "Escape",
      "Home",
      "Home",
      "Shift+ArrowRight",
      "Shift+ArrowRight",
      "Shift+ArrowDown",
    );
    await statistics(/Cells 6.*Imbalance 1/s);
    assert.match(
      (await live.textContent())!,
      /Selected: channel 0 to channel 1; banks 0–3 to banks 8–11/,
    );
    await page.screenshot("heat-map-range");
    await press("c");
    await page.frame.getByText("Selection copied as CSV.").first().waitFor();
    const text = await host.workbench.page.evaluate(() => navigator.clipboard.readText());
    const lines = text.trim().split("\n");
    assert.equal(lines.length, 3);
    assert.match(lines[0], /,banks 0–3,banks 4–7,banks 8–11$/);
    assert.match(lines[1], /^channel 0,\d+,\d+,\d+$/);
    await press("Escape");
    await page.frame.locator("[data-test='range-statistics']").waitFor({ state: "hidden" });
  });

  it("picks a bank and sees its tokens, clusters and rows, by mouse and by keyboard", async () => {
    const details = page.frame.locator("#details");
    assert.ok(await details.isHidden());
    const box = (await map.boundingBox())!;
    const at = { x: box.width * 0.4, y: box.height * 0.14 };
    await map.click({ position: at });
    const heading = details.locator("#details-title");
    const title = await heading.innerText();
    await details.getByText(/reads here: \d+/).waitFor();
    for (const figure of ["columnsRead", "usefulShare", "bankTokens", "bankRows"]) {
      await details.locator(`[data-test="figure-${figure}"]`).waitFor();
    }
    await page.screenshot("heat-map-bank");
    await page.frame.locator("#step-next").click();
    await map.press("ArrowRight");
    await map.press("ArrowDown");
    await press("Enter");
    await heading.filter({ hasNotText: title }).waitFor();
    await details.getByText(/reads here: \d+/).waitFor();
    await press("Escape");
    await details.waitFor({ state: "hidden" });
    await page.frame.locator("#step-previous").click();
  });

  it("chooses scale, colours and their ends", async () => {
    const canvas = "#heat-map-0 canvas";
    await settings();
    await choose("#heat-map-scale", "Square root");
    await choose("#heat-map-colours", "Editor's charts");
    assert.ok((await page.colours(canvas)) > 3);
    const high = page.frame.locator("#heat-map-high");
    await high.fill("2");
    await high.press("Enter");
    const bar = page.frame.locator("#panel-banks .colour-bar");
    await page.frame.locator("#heat-map-reset-ends:not([disabled])").waitFor();
    const ticks = (await bar.getAttribute("data-ticks"))!.split(" ");
    assert.ok(ticks.length > 1 && ticks.every((text) => Number(text) <= 2));
    await page.screenshot("heat-map-editor-colours");
    await page.frame.locator("#heat-map-reset-ends").click();
    await choose("#heat-map-scale", "Linear");
    await choose("#heat-map-colours", "Viridis");
    await host.workbench.press("Escape");
  });

  it("sees all banks over all steps", async () => {
    await choose("#heat-map-axis", "steps × banks");
    await page.frame.locator("[data-test='banks-scope']", { hasText: "all steps" }).waitFor();
    await press("n", "+", "+", "+", "+", "+", "+");
    assert.match(
      (await live.textContent())!,
      /In view: channel \d+ banks \d+–\d+ to .*; step \d+ to/,
    );
    await page.screenshot("heat-map-all-banks");
    await press("0");
    await page.screenshot("heat-map-all-banks-whole");
    await choose("#heat-map-axis", "this step");
    await page.assertClean();
  });

  for (const theme of ["highContrastLight", "dark"] as const) {
    it(`works in ${theme}, without serious findings of axe-core`, async () => {
      await host.workbench.setTheme(theme);
      await map.focus();
      await press("n", "Enter", "Shift+PageDown", "Shift+ArrowDown");
      await page.frame.locator("#details", { hasText: /reads here/ }).waitFor();
      await page.screenshot(`heat-map-work-${theme}`);
      assert.deepEqual(await accessibilityFindings(page.frame), []);
      await page.assertClean();
    });
  }
});
