/** The panel of block-diagonal weights as a person finds it on screen. */
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import path from "node:path";
import type { Frame } from "playwright-core";
import type { Workbench } from "../../test/host/workbench.mjs";

/** Where the screenshots of a run are kept. */
const screenshotFolder = path.resolve("test-results/screenshots");

export class ArraysPage {
  private constructor(
    private readonly workbench: Workbench,
    readonly frame: Frame,
  ) {}

  /** The panel in front, once it shows arrays. */
  static async painted(workbench: Workbench): Promise<ArraysPage> {
    const frame = await workbench.webview("#arrays-name");
    const page = new ArraysPage(workbench, frame);
    await page.settled();
    return page;
  }

  /** Waits until what the options ask for is on screen. */
  async settled(): Promise<void> {
    await this.frame.locator('body[data-painted="true"][data-state="complete"]').waitFor();
  }

  async text(selector: string): Promise<string> {
    return (await this.frame.locator(selector).innerText()).trim();
  }

  /** A figure of the shown strategy. */
  async figure(name: string): Promise<string> {
    return this.text(`[data-test="figure-${name}"] dd`);
  }

  /** Chooses from a list. */
  async choose(list: string, label: string): Promise<void> {
    await this.frame.locator(list).selectOption({ label });
  }

  /** Types into a field and leaves it. */
  async enter(field: string, text: string): Promise<void> {
    const input = this.frame.locator(field);
    await input.fill(text);
    await input.press("Enter");
    await input.press("Tab");
  }

  /** Distinct colours in a canvas: 1 where nothing was drawn. */
  async colours(canvas: string): Promise<number> {
    return this.frame
      .locator(canvas)
      .first()
      .evaluate((element) => {
        const { width, height } = element as HTMLCanvasElement;
        const context = (element as HTMLCanvasElement).getContext("2d");
        const pixels = new Uint32Array(context!.getImageData(0, 0, width, height).data.buffer);
        return new Set(pixels).size;
      });
  }

  /** Frames that are drawn around arrays or blocks at work. */
  async framed(): Promise<number> {
    return Number(await this.frame.locator("#array-map").getAttribute("data-frames"));
  }

  async screenshot(name: string): Promise<void> {
    mkdirSync(screenshotFolder, { recursive: true });
    await this.workbench.screenshot(path.join(screenshotFolder, `${name}.png`));
  }

  async assertClean(): Promise<void> {
    const violations = await this.frame.locator("body").getAttribute("data-violations");
    assert.equal(violations, "0", "nothing was blocked by the content security policy");
  }
}
