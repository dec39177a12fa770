import assert from "node:assert/strict";
import type { Frame } from "playwright-core";
import { accessibilityFindings } from "./accessibility";
import { sampleTrace, startHost, type TestHost } from "./host";
import { InspectorPage } from "./inspector-page";

/** CSS pixels of the page. */
interface Size {
  readonly width: number;
  readonly height: number;
}

/** An editor beside the side bar at 1280 x 800. */
const usual: Size = { width: 922, height: 676 };

const others: Readonly<Record<string, Size>> = {
  small: { width: 640, height: 480 },
  zoomed: { width: 582, height: 276 },
  split: { width: 700, height: 676 },
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

  it("has the picture, the steps and the figures of all runs on one screen", async () => {
    for (const part of ["#step", "#picture", '[data-test="run-0"]', '[data-test="run-2"]']) {
      const box = await boxOf(part);
      assert.ok(box.top >= 0 && box.bottom <= usual.height && box.height > 0, part);
      assert.ok(box.left >= 0 && box.right <= usual.width, part);
    }
    assert.deepEqual(await overflow(), [0, 0]);
    assert.ok((await boxOf("#picture")).height >= 330);
    await page.pictureOfWebview("frame-usual");
  });

  for (const [name, size] of Object.entries(others)) {
    it(`never scrolls: ${name}`, async () => {
      await resize(size);
      const picture = await boxOf("#picture");
      await page.pictureOfWebview(`frame-${name}`);
      assert.deepEqual(await overflow(), [0, 0]);
      assert.ok(picture.height >= 150, `the picture is ${picture.height} high`);
      assert.ok(picture.bottom <= size.height);
      assert.deepEqual(await accessibilityFindings(frame), []);
    });
  }
});
