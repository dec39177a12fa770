/** The inspector as a person finds it on screen. */
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import path from "node:path";
import type { Frame } from "playwright-core";
import type { ViewName } from "../../src/shared/protocol";
import { waitFor } from "../../test/host/wait-for.mjs";
import type { Workbench } from "../../test/host/workbench.mjs";

/** Where the screenshots of a run are kept. */
const screenshotFolder = path.resolve("test-results/screenshots");

const paintedLimit = 60_000;

export class InspectorPage {
  private constructor(
    private readonly workbench: Workbench,
    readonly frame: Frame,
  ) {}

  /** The inspector in front, once it shows results. */
  static async painted(workbench: Workbench): Promise<InspectorPage> {
    const frame = await workbench.webview("#trace-name");
    const page = new InspectorPage(workbench, frame);
    await frame.locator('body[data-painted="true"][data-state="complete"]').waitFor({
      timeout: paintedLimit,
    });
    return page;
  }

  async text(selector: string): Promise<string> {
    return (await this.frame.locator(selector).innerText()).trim();
  }

  /** Waits for a text: the page shows what follows from a key in its next frame. */
  async textLike(selector: string, pattern: RegExp): Promise<string> {
    return waitFor(`${pattern} in ${selector}`, async () => {
      const text = await this.text(selector);
      return pattern.test(text) ? text : undefined;
    });
  }

  async show(view: ViewName): Promise<void> {
    await this.frame.locator(`#tab-${view}`).click();
    await this.frame.locator(`#panel-${view}`).waitFor({ state: "visible" });
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

  /** What the content security policy blocked since the page was loaded. */
  async violations(): Promise<number> {
    return Number(await this.frame.locator("body").getAttribute("data-violations"));
  }

  async screenshot(name: string): Promise<void> {
    mkdirSync(screenshotFolder, { recursive: true });
    await this.workbench.screenshot(path.join(screenshotFolder, `${name}.png`));
  }

  /** A picture of the inspector alone; returns its file. */
  async pictureOfWebview(name: string): Promise<string> {
    mkdirSync(screenshotFolder, { recursive: true });
    const file = path.join(screenshotFolder, `${name}.png`);
    await this.workbench.page
      .locator("iframe.webview.ready:visible")
      .first()
      .screenshot({ path: file });
    return file;
  }

  async assertClean(): Promise<void> {
    assert.equal(await this.violations(), 0, "nothing was blocked by the content security policy");
  }
}
