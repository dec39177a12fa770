import assert from "node:assert/strict";
import path from "node:path";
import type { Frame } from "playwright-core";
import { syntheticTrace } from "../../src/core/trace/generate/generate-trace";
import { parseGenerateParameters } from "../../src/core/trace/generate/options";
import { writeTraceFile } from "../../src/core/trace/write-trace";
import { waitFor } from "../../test/host/wait-for.mjs";
import { startHost, type TestHost } from "./host";
import { InspectorPage } from "./inspector-page";
import { viewNames } from "../../src/shared/protocol/view-state";
import { showView } from "./views";

/** Markup that makes an element, and runs, wherever text is taken for HTML. */
function markup(where: string): string {
  return `"><img src=x onerror="window.stolen='${where}'"><script>window.stolen='${where}'</script>`;
}

/** A file's name holds no slash, but it holds a tag. */
const fileName = `<img src=x onerror=stolen=1>.kvtrace`;

const factNames = ["model", "producer", "source", "license", "textSource", "rope"] as const;

/** Texts of the file by their facts; that of the last one has no place on any page. */
const facts = Object.fromEntries(
  factNames.map((name) => [name, markup(name).repeat(name === "rope" ? 100 : 1)]),
);

/** A small trace whose every text is markup. */
async function writeHostileTrace(file: string): Promise<void> {
  const parameters = { layers: 1, queryHeads: 4, kvHeads: 2, promptTokens: 300, steps: 8 };
  const { header, content } = syntheticTrace(parseGenerateParameters(parameters));
  const tokens = header.promptTokens + header.decodeSteps;
  await writeTraceFile(
    file,
    { ...header, hasTokenText: true, facts },
    { ...content, tokenText: () => Array.from({ length: tokens }, (_, i) => markup(`${i}`)) },
    { dataType: "F16" },
  );
}

/** Elements that only markup of the file can have made, and whether any of it ran. */
function traces(frame: Frame): Promise<{ elements: number; stolen: unknown }> {
  return frame.evaluate(() => ({
    elements: document.querySelectorAll("img, [onerror], #inspector script, #inspector iframe")
      .length,
    stolen: (window as { stolen?: unknown }).stolen ?? null,
  }));
}

describe("a person with a trace that holds HTML and scripts", () => {
  let host: TestHost;
  let page: InspectorPage;

  before(async () => {
    host = await startHost({});
    await writeHostileTrace(path.join(host.folder, fileName));
    await writeHostileTrace(path.join(host.folder, "plain.kvtrace"));
    await host.workbench.runCommand("KV Trace: Open Sample Trace");
    await InspectorPage.painted(host.workbench);
    await host.workbench.openFile(fileName);
    page = await InspectorPage.painted(host.workbench);
  });
  after(() => host.stop());

  const assertHarmless = async () => {
    assert.deepEqual(await traces(page.frame), { elements: 0, stolen: null });
    await page.assertClean();
  };

  it("reads its name and its facts as they are written", async () => {
    assert.equal(await page.text("#trace-name"), fileName);
    await page.frame.locator("#file-info").click();
    for (const name of factNames) {
      const fact = page.frame.locator(`#file-facts [data-test="fact-${name}"] dd`);
      assert.ok((await fact.textContent())?.startsWith(facts[name]));
    }
    await assertHarmless();
  });

  it("reads three lines of a long fact, and all of it on demand", async () => {
    const fact = page.frame.locator('.fact-list [data-test="fact-rope"]');
    const height = async () => (await fact.boundingBox())?.height ?? 0;
    assert.ok((await height()) < 100, `${await height()} px`);
    const button = fact.getByRole("button", { name: "Show all of Rotary embedding" });
    await button.press("Enter");
    assert.ok((await height()) > 300, `${await height()} px`);
    await fact.getByRole("button", { name: "Show less" }).press("Enter");
    assert.ok((await height()) < 100);
    await host.workbench.press("Escape");
    await fact.waitFor({ state: "hidden" });
  });

  it("reads the text of a token in the tooltip, the live region, the table and the details", async () => {
    await showView(page, "tokens");
    const map = page.frame.locator("#token-map");
    await waitFor("the words of tokens", async () => {
      for (const key of ["ArrowDown", "ArrowUp"]) await map.press(key);
      const spoken = await page.frame.locator('.tokens [data-test="heat-map-live"]').textContent();
      return spoken?.includes("<img src=x") ? true : undefined;
    });
    await map.hover({ position: { x: 20, y: 20 } });
    const tooltip = page.frame.locator('.tokens [role="tooltip"]');
    await tooltip.filter({ hasText: "onerror=" }).waitFor();
    await page.frame.locator("#view-settings").click();
    await page.frame.locator("#tokens-show-table").click();
    await page.frame.locator("#token-table tbody").getByText("<img src=x").first().waitFor();
    await page.frame.locator("#tokens-show-table").click();
    await host.workbench.press("Escape");
    // Everywhere else a long text ends early.
    await map.press("Enter");
    await page.frame.locator("#details").getByText("<script>").first().waitFor();
    await assertHarmless();
  });

  it("reads the names of two traces in Trade-off", async () => {
    const { page: window } = host.workbench;
    const file = (name: string) =>
      window
        .locator(".explorer-folders-view .monaco-list-row")
        .filter({ has: window.locator(".label-name").getByText(name, { exact: true }) });
    await file("plain.kvtrace").click();
    await InspectorPage.painted(host.workbench);
    await file(fileName).click({ modifiers: ["ControlOrMeta"] });
    await file("plain.kvtrace").click({ button: "right" });
    const entry = window.locator(".context-view .action-label").getByText("Compare KV Traces");
    await entry.waitFor();
    await waitFor("the menu to take the click", async () => {
      // A menu that has just opened takes no clicks.
      if (await entry.isHidden()) return true;
      await entry.click({ timeout: 3000 });
      await entry.waitFor({ state: "hidden", timeout: 1000 });
      return true;
    });
    page = await InspectorPage.painted(host.workbench);
    await page.frame.locator("#trade-off-show-second").click();
    await page.frame.locator('[data-test="trade-off-second"]').getByText("in the plot").waitFor();
    const names = await page.frame.locator("#trade-off-table").textContent();
    assert.ok(names?.includes("<img src=x onerror=stolen=1>"), String(names));
    await page.frame.page().keyboard.press("Escape");
    await assertHarmless();
  });

  it("finds nothing of it run in any view", async () => {
    for (const view of viewNames) {
      await showView(page, view);
      await assertHarmless();
    }
  });
});
