import assert from "node:assert/strict";
import { waitFor } from "../../test/host/wait-for.mjs";
import { InspectorPage } from "./inspector-page";
import { sampleTrace, startHost, type TestHost } from "./host";

const tokenMap = "#token-map canvas";

describe("a person who looks at tokens and clusters", () => {
  let host: TestHost;

  before(async () => {
    host = await startHost({ "run.kvtrace": sampleTrace });
    // Room for a whole view on one picture.
    await host.workbench.page.setViewportSize({ width: 1700, height: 1500 });
    await host.workbench.runCommand("KV Trace: Open Sample Trace");
  });
  after(() => host.stop());

  const shown = async (view: "tokens" | "clusters") => {
    const page = await InspectorPage.painted(host.workbench);
    await page.show(view);
    await page.frame
      .locator(`.${view} > :is(.banks-columns, .picture-card):not(.waiting)`)
      .waitFor();
    return page;
  };

  it("sees what each step read and what it missed, and how much of the attention that is", async () => {
    const page = await shown("tokens");
    assert.ok((await page.colours(tokenMap)) > 16, "masses differ, so do colours");
    const note = await page.text('[data-test="tokens-note"]');
    assert.match(note, /^\d+ tokens read at step \d+, [\d.]+.% of the attention; [\d.]+.% missed/);
    assert.ok((await page.colours(".cluster-gutter")) > 2, "clusters beside the tokens");
    await page.screenshot("tokens");
    await page.assertClean();
  });

  it("reads a token's text under the pointer, and goes to the step that it picks", async () => {
    const page = await shown("tokens");
    const picture = page.frame.locator("#token-map");
    const box = (await picture.boundingBox())!;
    const at = { x: box.width * 0.6, y: 8 };
    // The words of tokens arrive after the picture: the pointer moves until they are there.
    await waitFor("a token's words in the tooltip", async () => {
      for (const y of [at.y + 1, at.y]) await picture.hover({ position: { x: at.x, y } });
      const text = await page.frame.locator('.tokens [role="tooltip"]').innerText();
      return /^Step \d+, token \d+ [“(]/.test(text) ? text : undefined;
    });
    await picture.click({ position: at });
    await waitFor("the step to follow the click", async () => {
      const step = Number(await page.frame.locator("#step").inputValue());
      return step > 0 ? step : undefined;
    });
    await page.screenshot("tokens-picked");
  });

  it("colours by cluster, and looks at what was missed alone", async () => {
    const page = await shown("tokens");
    await page.frame.locator("#tokens-colour").selectOption("cluster");
    await page.screenshot("tokens-cluster");
    await page.frame.locator("#tokens-shown").selectOption("missed");
    await page.frame.locator("#tokens-colour").selectOption("mass");
    await page.screenshot("tokens-missed");
    await page.frame.locator("#tokens-shown").selectOption("both");
  });

  it("finds a token by its number, sees those around it, and goes on to the next", async () => {
    const page = await shown("tokens");
    await page.frame.locator("#token-map").focus();
    await host.workbench.press("/");
    await page.frame.locator("#tokens-find:focus").waitFor();
    await page.frame.locator("#tokens-find").fill("77");
    await host.workbench.press("Enter");
    await page.textLike(".tokens .find-count", /^1 of \d+$/);
    await page.screenshot("tokens-found");
    await page.frame.locator("#tokens-find").fill("");
    await page.frame.locator("#token-map").focus();
    await host.workbench.press("0");
  });

  it("reads the same in a table", async () => {
    const page = await shown("tokens");
    await page.frame.locator("#view-settings").click();
    await page.frame.locator("#tokens-show-table").click();
    const rows = page.frame.locator("#token-table tbody tr");
    await rows.first().waitFor();
    const [, read, missed = "0"] =
      /^(\d+) tokens read .*?(?:in the (\d+) tokens shown|hardly)/.exec(
        (await page.text('[data-test="tokens-note"]')).replaceAll("\u202f", ""),
      )!;
    assert.equal(await rows.count(), Math.min(200, Number(read) + Number(missed)));
    await page.frame.locator("#tokens-show-table").click();
    await host.workbench.press("Escape");
  });

  it("sees the clusters: sizes and lines, the worst, keys, and the lines of one that it picks", async () => {
    const page = await shown("clusters");
    for (const canvas of ["#cluster-scatter canvas", "#cluster-sizes", "#cluster-spreads"]) {
      assert.ok((await page.colours(canvas)) > 2, `${canvas} is drawn`);
    }
    const rows = page.frame.locator("#cluster-table tbody tr");
    assert.ok((await rows.count()) <= 20);
    const cut = await page.frame
      .locator(".cluster-side .table-holder")
      .evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth);
    assert.equal(cut, 0, "no column is cut off");
    const head = (await page.frame.locator(".clusters .picture-head").boundingBox())!;
    const picker = (await page.frame.locator(".clusters .cluster-picker").boundingBox())!;
    assert.ok(picker.height <= head.height, "the choice of a cluster stays on its line");
    await page.screenshot("clusters");
    await rows.first().locator("button").click();
    await page.frame.locator("#cluster-table tr.marked").waitFor();
    await page.textLike("#details-title", /^Cluster \d+$/);
    assert.ok((await page.colours("#slot-map canvas")) > 1, "its lines are drawn");
    await page.screenshot("clusters-picked");
    await page.frame.locator("#clusters-picture").selectOption("keys");
    await waitFor("keys in the place of sizes and lines", async () => {
      return (await page.colours("#projection")) > 2 ? true : undefined;
    });
    await page.screenshot("clusters-keys");
    await page.frame.locator("#clusters-picture").selectOption("lines");
    await page.assertClean();
  });

  it("sees the picked cluster's tokens in the Tokens view", async () => {
    const page = await shown("tokens");
    await page.frame.locator('#token-map[data-rows*="•"]').waitFor();
  });

  it("sees at the next step what is read, while the clusters stay as they were", async () => {
    const page = await shown("clusters");
    await page.frame.locator("#step-next").click();
    const step = await page.frame.locator("#step").inputValue();
    await page.textLike('[data-test="clusters-note"]', new RegExp(`read at step ${step} `));
    await page.frame.locator(".clusters .picture-card:not(.waiting)").waitFor();
  });

  it("does all of it by keyboard", async () => {
    const page = await shown("tokens");
    await page.frame.locator("#token-map").focus();
    await host.workbench.press("ArrowDown", "ArrowDown", "ArrowRight");
    const spoken = page.frame.locator('.tokens [data-test="heat-map-live"]');
    await spoken.getByText(/^Step \d+, token \d+/).waitFor({ state: "attached" });
    await host.workbench.press("Enter");
    await page.frame.locator("#tab-tokens").focus();
    await host.workbench.press("ArrowRight");
    await page.frame.locator("#panel-clusters").waitFor({ state: "visible" });
    await page.frame.locator("#clusters-cluster-next").focus();
    await host.workbench.press("Enter");
    await page.textLike("#details-title", /^Cluster \d+$/);
  });

  it("finds in both what the bank holds that it picked in Banks", async () => {
    const page = await InspectorPage.painted(host.workbench);
    await page.show("banks");
    await page.frame.locator("#heat-map-0").click({ position: { x: 10, y: 10 } });
    const told = await page.textLike("#details", /reads here: \d+/);
    const count = Number(/reads here: (\d+)/.exec(told)![1]);
    await page.screenshot("banks-picked");
    await shown("tokens");
    await waitFor("a dot for every token", async () => {
      const rows = await page.frame.locator("#token-map").getAttribute("data-rows");
      return rows?.split("•").length === count + 1 ? true : undefined;
    });
    await page.screenshot("tokens-bank");
    await shown("clusters");
    await page.screenshot("clusters-bank");
    await page.assertClean();
  });

  it("finds the step that it picked in one view in every other", async () => {
    const page = await shown("tokens");
    const box = (await page.frame.locator("#token-map").boundingBox())!;
    const field = page.frame.locator("#step");
    const before = await field.inputValue();
    await page.frame.locator("#token-map").click({ position: { x: box.width * 0.3, y: 8 } });
    const step = await waitFor("the step to follow the click", async () => {
      const now = await field.inputValue();
      return now === before ? undefined : now;
    });
    for (const [view, title] of [
      ["banks", "[data-test='banks-scope']"],
      ["clusters", '[data-test="clusters-note"]'],
    ] as const) {
      await page.show(view);
      await page.frame.locator(title).getByText(`step ${step}`).waitFor();
    }
    const inName = new RegExp(`step ${step} is marked`);
    await page.show("timeline");
    await page.frame.locator(`#timeline[aria-label*="step ${step}"]`).waitFor();
    await page.show("time");
    assert.match((await page.frame.locator("#chart-steps").getAttribute("aria-label"))!, inName);
    await page.show("trade-off");
    await page.frame.locator("#scope").click();
    await page.frame.locator("#scope-steps").selectOption("shown");
    await page.frame.locator("#scope .chip-whole").getByText(`step ${step}`).waitFor();
    await page.assertClean();
  });
});
