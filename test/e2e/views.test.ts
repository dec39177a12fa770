import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { ViewName } from "../../src/shared/protocol";
import type { ThemeName } from "../../test/host/theme.mjs";
import { accessibilityFindings } from "./accessibility";
import { sampleTrace, startHost, type TestHost } from "./host";
import { InspectorPage } from "./inspector-page";
import { palettePng } from "./palette-png";
import { viewNames } from "../../src/shared/protocol/view-state";
import { showView } from "./views";

const themes: readonly ThemeName[] = ["light", "highContrastDark", "dark"];

/** `node test/run.mjs e2e --pictures` keeps these for the README. */
const keepsPictures = process.env.KVTRACE_TEST_PICTURES === "1";
const pictureFolder = path.resolve("docs/images");
const largestPicture = 150_000;

/** Name in the documents of those that they show: every view in dark, one view in all themes. */
const pictureNames: Readonly<Record<ThemeName, Partial<Record<ViewName, string>>>> = {
  dark: Object.fromEntries(viewNames.map((view) => [view, view])),
  light: { banks: "banks-light" },
  highContrastDark: { banks: "banks-high-contrast" },
  highContrastLight: {},
};

/** The walkthrough's are part of the package. */
const walkthroughFolder = path.resolve("media/walkthrough");
const walkthroughWidth = 600;

describe("every view", () => {
  let host: TestHost;
  let page: InspectorPage;

  before(async () => {
    host = await startHost({ "run.kvtrace": sampleTrace });
    await host.workbench.page.setViewportSize({ width: 1250, height: 850 });
    await host.workbench.runCommand("KV Trace: Open Sample Trace");
    await InspectorPage.painted(host.workbench);
    await host.workbench.openFile("run.kvtrace");
    page = await InspectorPage.painted(host.workbench);
    await page.frame.locator("#step").fill("40");
    await host.workbench.runCommand("View: Toggle Primary Side Bar Visibility");
  });
  after(() => host.stop());

  for (const theme of themes) {
    for (const view of viewNames) {
      it(`can be read in ${theme}: ${view}`, async () => {
        if (view === viewNames[0]) await host.workbench.setTheme(theme);
        await showView(page, view);
        const file = await page.pictureOfWebview(`view-${view}-${theme}`);
        const name = pictureNames[theme][view];
        if (keepsPictures && name !== undefined) {
          const picture = await palettePng(host.workbench.page, readFileSync(file));
          mkdirSync(pictureFolder, { recursive: true });
          writeFileSync(path.join(pictureFolder, `${name}.png`), picture);
          assert.ok(picture.length < largestPicture, `${name} has ${picture.length} bytes`);
        }
        assert.deepEqual(await accessibilityFindings(page.frame), []);
        await page.assertClean();
      });
    }
  }

  if (!keepsPictures) return;

  it("has its picture in the walkthrough", async () => {
    const { workbench } = host;
    const keep = async (name: string, file: string) => {
      const picture = await palettePng(workbench.page, readFileSync(file), walkthroughWidth);
      writeFileSync(path.join(walkthroughFolder, `${name}.png`), picture);
    };
    for (const view of ["banks", "time", "trade-off"] as const) {
      await showView(page, view);
      await keep(view, await page.pictureOfWebview(`walkthrough-${view}`));
    }
    await showView(page, "banks");
    await page.frame.locator("#file-info").click();
    await page.frame.locator("#file-facts").waitFor({ state: "visible" });
    await keep("open", await page.pictureOfWebview("walkthrough-open"));
    await workbench.press("Escape");
    await showView(page, "trade-off");
    await workbench.runCommand("KV Trace: Show Bank Heatmap Beside");
    await workbench.page.locator('.activitybar [aria-label*="KV Traces"]').first().click();
    await workbench.page.locator(".sidebar .monaco-list-row:visible").nth(3).waitFor();
    // The panel beside draws its map when its editor's results have reached it.
    await workbench.page.waitForTimeout(3000);
    const window = path.resolve("test-results/screenshots/walkthrough-develop.png");
    await workbench.screenshot(window);
    await keep("develop", window);
  });
});
