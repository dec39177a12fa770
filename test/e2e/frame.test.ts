import assert from "node:assert/strict";
import type { Frame } from "playwright-core";
import { accessibilityFindings } from "./accessibility";
import { sampleTrace, startHost, type TestHost } from "./host";
import { waitFor } from "../../test/host/wait-for.mjs";
import { InspectorPage } from "./inspector-page";

/** CSS pixels of the page. */
interface Size {
  readonly width: number;
  readonly height: number;
}

/** From the link that skips them all, with it. */
const mostStops = 6;

/** An editor beside the side bar at 1280 x 800. */
const usual: Size = { width: 922, height: 676 };

/** Pixels of the cells of a heat map however low the page is. */
const leastCells = 80;

/** What is read whole at every size. */
const neverCut = [
  "#runs thead .run-sort",
  "#scope",
  "#tab-banks, #tab-trade-off",
  ".multiple-name, .multiple-verdict",
  ".detail-figure dt",
].join();

const others: Readonly<Record<string, Size>> = {
  small: { width: 640, height: 480 },
  zoomed: { width: 582, height: 276 },
  split: { width: 700, height: 676 },
  large: { width: 1280, height: 800 },
  wide: { width: 2560, height: 1200 },
};

describe("the frame of the page", () => {
  let host: TestHost;
  let page: InspectorPage;
  let frame: Frame;

  before(async () => {
    host = await startHost({ "run.kvtrace": sampleTrace });
    await host.workbench.runCommand("KV Trace: Open Sample Trace");
    page = await InspectorPage.painted(host.workbench);
    ({ frame } = page);
    await host.workbench.runCommand("View: Toggle Primary Side Bar Visibility");
    await resize(usual);
  });
  after(() => host.stop());

  const sizeOf = () =>
    frame.evaluate((): Size => ({ width: window.innerWidth, height: window.innerHeight }));

  /** Makes the window as large as gives the page a size. */
  const resize = async ({ width, height }: Size) => {
    for (let round = 0; round < 3; round++) {
      const window = host.workbench.page.viewportSize()!;
      const now = await sizeOf();
      if (now.width === width && now.height === height) return;
      await host.workbench.page.setViewportSize({
        width: window.width + width - now.width,
        height: window.height + height - now.height,
      });
      await frame.waitForTimeout(300);
    }
    assert.deepEqual(await sizeOf(), { width, height });
  };

  /** Whether the page could be scrolled, by how much in each direction. */
  const overflow = () =>
    frame.evaluate(() => {
      const { scrollingElement: root } = document;
      return [root!.scrollWidth - innerWidth, root!.scrollHeight - innerHeight];
    });

  const boxOf = (selector: string) =>
    frame
      .locator(selector)
      .first()
      .evaluate((part) => {
        const { left, top, right, bottom, height } = part.getBoundingClientRect();
        return { left, top, right, bottom, height };
      });

  /** Texts of which a part is cut off, and controls beyond the edges of the page. */
  const cutOff = () =>
    frame.evaluate((selectors) => {
      const seen = (part: Element) => part.checkVisibility() && part.clientWidth > 0;
      const parts = [...document.querySelectorAll<HTMLElement>(selectors)].filter(seen);
      const cut = parts.filter((part) => part.scrollWidth > part.clientWidth);
      const rows = ".bar-tools > *, .tab-row > *, .view-tools > *, .run-tools-row > *";
      const beyond = [...document.querySelectorAll<HTMLElement>(rows)].filter((part) => {
        const { left, right } = part.getBoundingClientRect();
        return seen(part) && !part.matches("[popover]") && (left < 0 || right > innerWidth);
      });
      return [...cut, ...beyond].map((part) => part.id || part.className || part.innerText);
    }, neverCut);

  const press = (...keys: string[]) => host.workbench.press(...keys);

  const focusedId = () => frame.evaluate(() => document.activeElement?.id ?? "");

  const isInPicture = () =>
    frame.evaluate(() => document.activeElement?.closest("#picture") !== null);

  it("has the picture, the steps and the figures of all runs on one screen", async () => {
    const runs = ['[data-test="run-0"]', '[data-test="run-2"]'];
    for (const part of ["#step", "#picture", "#strip", ...runs]) {
      const box = await boxOf(part);
      assert.ok(box.top >= 0 && box.bottom <= usual.height && box.height > 0, part);
      assert.ok(box.left >= 0 && box.right <= usual.width, part);
    }
    assert.deepEqual(await overflow(), [0, 0]);
    await frame.locator("#first-words").waitFor({ state: "visible" });
    assert.equal(await frame.locator(".run-row").count(), 4);
    assert.ok((await boxOf("#picture")).height >= 399);
    assert.deepEqual(await cutOff(), []);
    assert.equal(await page.text("#runs-sort-ratio"), "vs Full");
    await page.pictureOfWebview("frame-usual");
  });

  it("comes to the picture by few stops of the Tab key, first by one", async () => {
    await frame.locator("#layer").focus();
    await press("Shift+Tab");
    assert.equal(await focusedId(), "skip");
    await press("Enter");
    assert.ok(await isInPicture());
    await frame.locator("#layer").focus();
    await press("Shift+Tab");
    const passed: string[] = [];
    while (!(await isInPicture())) {
      passed.push(await focusedId());
      assert.ok(passed.length <= mostStops, `stops: ${passed.join(", ")}`);
      await press("Tab");
    }
    console.log(`    stops: ${passed.join(", ")}`);
  });

  it("is worked by keys", async () => {
    await frame.locator("#picture").focus();
    const step = () => frame.locator("#step").inputValue();
    const before = Number(await step());
    await press("d");
    await waitFor("the next step", async () => Number(await step()) === before + 1 || undefined);
    await press("a");
    await waitFor("the step before", async () => Number(await step()) === before || undefined);
    await press("ArrowDown");
    await frame.locator('[data-test="run-1"][aria-current="true"]').waitFor();
    await press("ArrowUp");
    await press("2");
    await frame.locator("#panel-time").waitFor({ state: "visible" });
    await press("1");
    await frame.locator("#panel-banks").waitFor({ state: "visible" });
    await press("?");
    await frame.locator("#shortcut-list").waitFor({ state: "visible" });
    await press("Escape");
  });

  it("closes the first words by keys, which arrows come to from the runs", async () => {
    await frame.locator("#first-words").waitFor({ state: "visible" });
    await frame.locator("#run-0-name").focus();
    await press("ArrowUp", "ArrowUp");
    assert.equal(await focusedId(), "first-words-close");
    await press("ArrowDown", "ArrowUp", "Enter");
    await frame.locator("#first-words").waitFor({ state: "hidden" });
    assert.ok((await boxOf("#picture")).height >= 399);
    assert.equal(await focusedId(), "run-0-name");
  });

  it("goes to the worst step, and to a step in the chart", async () => {
    const worst = await page.text("#strip-worst");
    await frame.locator("#strip-worst").click();
    const number = /step (\d+)/.exec(worst)![1];
    await frame.locator(`#strip[aria-valuenow="${number}"]`).waitFor();
    await frame.locator("#strip").click({ position: { x: 1, y: 10 } });
    await frame.locator('#strip[aria-valuenow="0"]').waitFor();
    await page.pictureOfWebview("frame-strip");
  });

  it("works on the run that is clicked, hides one, and compares with one", async () => {
    await frame.locator('[data-test="run-2"] [data-column="cycles"]').click();
    await frame.locator('[data-test="run-2"][aria-current="true"]').waitFor();
    assert.equal(await frame.locator('.run-row[aria-current="true"]').count(), 1);
    await frame.locator("#run-1-colour").click();
    await frame.locator('#run-1-colour[aria-pressed="false"]').waitFor();
    await frame.locator("#run-1-colour").click();
    await frame.locator("#run-2-baseline").click();
    await frame.locator('[data-test="run-2"] [data-column="ratio"]').getByText("1.00×").waitFor();
    await frame.locator("#run-2-baseline").click();
    await frame.locator("#run-2-edit").click();
    await frame.locator("#run-2-budget").waitFor({ state: "visible" });
    await page.pictureOfWebview("frame-run-form");
    await press("Escape");
    await frame.locator("#add-run").click();
    await page.pictureOfWebview("frame-add-run");
    await press("Escape");
    await frame.locator('[data-test="run-0"] [data-column="cycles"]').click();
  });

  for (const [name, size] of Object.entries(others)) {
    it(`never scrolls: ${name}`, async () => {
      await resize(size);
      const picture = await boxOf("#picture");
      await page.pictureOfWebview(`frame-${name}`);
      assert.deepEqual(await overflow(), [0, 0]);
      assert.ok(picture.height >= 150, `the picture is ${picture.height} high`);
      assert.ok(picture.bottom <= size.height);
      assert.deepEqual(await cutOff(), []);
      const cells = await boxOf(".heat-map-picture");
      assert.ok(cells.height >= leastCells, `the cells are ${cells.height} high`);
      assert.deepEqual(await accessibilityFindings(frame), []);
    });
  }

  for (const theme of ["light", "highContrastDark", "highContrastLight"] as const) {
    it(`can be read in ${theme}`, async () => {
      await resize(usual);
      await host.workbench.setTheme(theme);
      await page.pictureOfWebview(`frame-${theme}`);
      assert.deepEqual(await accessibilityFindings(frame), []);
    });
  }
});
