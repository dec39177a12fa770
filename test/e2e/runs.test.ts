import assert from "node:assert/strict";
import type { Frame } from "playwright-core";
import { waitFor } from "../../test/host/wait-for.mjs";
import { sampleTrace, startHost, type TestHost } from "./host";
import { InspectorPage } from "./inspector-page";

/** What a person does with the runs, the steps and what is picked, by mouse. */
describe("a person who works with runs", () => {
  let host: TestHost;
  let page: InspectorPage;
  let frame: Frame;

  before(async () => {
    host = await startHost({ "run.kvtrace": sampleTrace });
    await host.workbench.runCommand("KV Trace: Open Sample Trace");
    page = await InspectorPage.painted(host.workbench);
    ({ frame } = page);
  });
  after(() => host.stop());

  const press = (...keys: string[]) => host.workbench.press(...keys);
  const until = (what: string, holds: () => Promise<boolean>) =>
    waitFor(what, async () => (await holds()) || undefined);
  const names = () => frame.locator("#runs tbody .run-name").allInnerTexts();
  const isSame = (one: readonly string[], other: readonly string[]) => one.join() === other.join();
  /** Figures of a run, by its name. */
  const figuresOf = (name: string) =>
    frame.locator("#runs tbody tr", { hasText: name }).locator("td[data-column]").allInnerTexts();
  const drawn = () => frame.locator(".multiple:visible .multiple-name").allInnerTexts();
  const boxOf = async (selector: string) =>
    (await frame.locator(selector).first().boundingBox()) ?? assert.fail(`${selector} has no box`);

  it("sees what the cycles of each go to, on the scale of the one that takes most", async () => {
    const window = host.workbench.page.viewportSize()!;
    await host.workbench.page.setViewportSize({ ...window, width: window.width + 120 });
    await frame.locator("#runs tbody .phases").first().waitFor();
    const bars = frame.locator("#runs tbody .phases");
    const all = await bars.evaluateAll((list) =>
      list.map((bar) => {
        const { left, width } = bar.getBoundingClientRect();
        const parts = [...bar.children].map((part) => part.getBoundingClientRect().width);
        return { left, width, length: parts.reduce((sum, part) => sum + part, 0) };
      }),
    );
    const cycles = await frame.locator('#runs tbody [data-column="cycles"]').allInnerTexts();
    const amounts = cycles.map((text) => Number(text.replace(/\D/g, "")));
    const most = Math.max(...amounts);
    assert.equal(all.length, amounts.length);
    for (const [run, { left, width, length }] of all.entries()) {
      assert.equal(width, 60);
      assert.equal(left, all[0].left);
      const expected = (60 * amounts[run]) / most;
      assert.ok(Math.abs(length - expected) < 0.5, `${length}, not ${expected}`);
    }
    assert.match((await bars.first().getAttribute("aria-label"))!, /^\S.* \d+ cycles \(.*%\)/);
    await host.workbench.page.setViewportSize(window);
    await bars.first().waitFor({ state: "hidden" });
  });

  it("shows two of them side by side, and all again by undoing", async () => {
    const all = await names();
    assert.ok(all.length > 2);
    await frame.locator("#run-0-name").click();
    await frame.locator("#run-2-name").click({ modifiers: ["Control"] });
    await until("two maps", async () => isSame(await drawn(), [all[0], all[2]]));
    await frame.locator("#run-1-name").click({ modifiers: ["Control"] });
    await until("three maps", async () => isSame(await drawn(), all.slice(0, 3)));
    await page.screenshot("runs-chosen");
    await press("Control+z", "Control+z");
    await until("all maps", async () => (await drawn()).length === all.length);
  });

  it("drags one to another place, where its figures go with it, or moves it by keys", async () => {
    const before = await names();
    const figures = await Promise.all(before.map(figuresOf));
    const [from, to] = [await boxOf('[data-test="run-2"]'), await boxOf('[data-test="run-0"]')];
    const { mouse } = host.workbench.page;
    await mouse.move(from.x + 40, from.y + 12);
    await mouse.down();
    await mouse.move(to.x + 40, to.y + 4, { steps: 6 });
    await page.screenshot("runs-dragged");
    await mouse.up();
    const dragged = [before[2], before[0], before[1], ...before.slice(3)];
    await until("another order", async () => isSame(await names(), dragged));
    for (const [at, name] of before.entries()) {
      await until(`figures of ${name}`, async () => isSame(await figuresOf(name), figures[at]));
    }
    await frame.locator("#run-0-name").click();
    await press("Alt+ArrowDown", "Alt+ArrowDown");
    await until("the order before", async () => isSame(await names(), before));
    // Both moves, the choice of the run, and the drag.
    await press("Control+z", "Control+z");
    await until("the dragged order", async () => isSame(await names(), dragged));
    await press("Control+z", "Control+z");
    await until("the order before, by undoing", async () => isSame(await names(), before));
  });

  it("marks steps, over which every figure then is a mean", async () => {
    const [name] = await names();
    const before = await figuresOf(name);
    const box = await boxOf("#strip");
    const { mouse } = host.workbench.page;
    await mouse.move(box.x + box.width * 0.25, box.y + 20);
    await mouse.down();
    await mouse.move(box.x + box.width * 0.6, box.y + 20, { steps: 8 });
    await mouse.up();
    await page.textLike("#scope", /^steps \d+–\d+/);
    await page.screenshot("runs-marked-steps");
    assert.ok(!isSame(await figuresOf(name), before));
    await press("Escape");
    await page.textLike("#scope", /\d+ steps/);
    await until("the figures before", async () => isSame(await figuresOf(name), before));
    await frame.locator("#picture").focus();
    await press("Shift+ArrowRight", "Shift+ArrowRight");
    await page.textLike("#scope", /^steps \d+–\d+/);
    await frame.locator("#scope-reset").click();
    await until("the figures before", async () => isSame(await figuresOf(name), before));
  });

  it("goes from a bank to a token of it, to its cluster, and to a bank again", async () => {
    const map = await boxOf("#heat-map-0");
    await host.workbench.page.mouse.click(map.x + map.width / 3, map.y + map.height / 3);
    await page.textLike("#details-title", /bank|group/i);
    const chip = (kind: string) => frame.locator(`#details [data-picks*='"${kind}"']`).first();
    await chip("token").click();
    await frame.locator("#details [data-test='figure-tokenMass']").waitFor();
    await until("a bank that is said to hold the token", async () => {
      const { x, y, width, height } = await boxOf("#heat-map-0");
      for (let at = 0; at < 80; at++) {
        const [across, down] = [(at % 20) + 0.5, Math.floor(at / 20) + 0.5];
        await host.workbench.page.mouse.move(x + (across * width) / 20, y + (down * height) / 4);
        if (await frame.getByText("Holds the picked token").first().isVisible()) return true;
      }
      return false;
    });
    await page.pictureOfWebview("runs-token-banks");
    await chip("cluster").click({ modifiers: ["Alt"] });
    await page.textLike("#details-title", /^Cluster \d+$/);
    await frame.locator("#panel-clusters").waitFor({ state: "visible" });
    await chip("bank").hover();
    assert.match(await page.text("#details-title"), /^Cluster/, "what is picked stays");
    await chip("bank").click({ modifiers: ["Alt"] });
    await frame.locator("#panel-banks").waitFor({ state: "visible" });
    await page.textLike("#details-title", /bank|group/i);
    const canvas = frame.locator(".heat-map-stage:has(#heat-map-0) .heat-map-around").first();
    const pixels = () => canvas.evaluate((drawing) => (drawing as HTMLCanvasElement).toDataURL());
    const picked = await pixels();
    await chip("cluster").focus();
    await until("the banks of a cluster outlined in place of the picked one", async () => {
      return (await pixels()) !== picked;
    });
    await press("Escape");
  });

  it("finds what can be done with a picture on a right click", async () => {
    const map = await boxOf("#heat-map-0");
    const middle = [map.x + map.width / 2, map.y + map.height / 2] as const;
    await host.workbench.page.mouse.click(...middle, { button: "right" });
    await host.workbench.page.getByRole("menuitem", { name: "Copy Picture" }).first().waitFor();
    await page.screenshot("runs-menu");
    await press("Escape");
    await frame.locator("#export").click();
    await frame.getByRole("menuitem", { name: "Copy picture" }).click();
    await frame.getByText("A picture of this view is in the clipboard.").waitFor();
    await page.assertClean();
  });
});
